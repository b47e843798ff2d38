package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.UpstreamCodec;
import tools.jackson.databind.JsonNode;

/** For an upstream that was asked for a stream and answered whole: the client gets its stream all the same. */
final class WholeAnswerAsStream extends WholeAnswer {
    private final UpstreamCodec upstream;
    private final EventRelay events;

    WholeAnswerAsStream(UpstreamCodec upstream, EventRelay events, AttemptOutcome outcome) {
        super(outcome);
        this.upstream = upstream;
        this.events = events;
    }

    @Override
    void deliver(JsonNode answer) {
        ChatResponse response = upstream.readResponse(answer);
        ChatEvents.of(response).forEach(events);
    }

    @Override
    public void breakOff(GatewayError error) {
        events.breakOff(error);
    }
}
