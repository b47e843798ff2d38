package dev.aiproxy.testkit.translate;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.sse.SseEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Renders what a stream writer writes as event-stream text, at once, as the gateway does. */
public final class SseSink implements EventSink {
    private final StringBuilder written = new StringBuilder();

    @Override
    public void event(@Nullable String event, JsonNode data) {
        written.append(new SseEvent(event, Json.text(data)).render());
    }

    @Override
    public void text(String data) {
        written.append(SseEvent.of(data).render());
    }

    /** Everything written so far. */
    public String written() {
        return written.toString();
    }
}
