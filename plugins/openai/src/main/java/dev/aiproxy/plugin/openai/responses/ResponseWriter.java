package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.EventSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes a complete answer for a client: what the last event of its stream holds, so that the two cannot differ. */
record ResponseWriter(ResponsesStreamWriter stream) {
    JsonNode write(ChatResponse response) {
        EventSink nowhere = new Nowhere();
        for (ChatEvent event : ChatEvents.of(response)) {
            stream.write(event, nowhere);
        }
        return stream.response(nowhere);
    }

    /** Nobody reads the events. */
    private static final class Nowhere implements EventSink {
        @Override
        public void event(@Nullable String event, JsonNode data) {}

        @Override
        public void text(String data) {}
    }
}
