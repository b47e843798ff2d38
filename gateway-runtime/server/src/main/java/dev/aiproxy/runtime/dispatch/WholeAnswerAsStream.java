package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.UpstreamCodec;

/** For an upstream that was asked for a stream and answered whole: the client gets its stream all the same. */
final class WholeAnswerAsStream extends WholeAnswer {
    private final EventRelay events;

    WholeAnswerAsStream(UpstreamCodec upstream, EventRelay events, AttemptOutcome outcome) {
        super(upstream, outcome);
        this.events = events;
    }

    @Override
    void deliver(ChatResponse answer) {
        ChatEvents.of(answer).forEach(events);
    }

    @Override
    public void breakOff(GatewayError error) {
        events.breakOff(error);
    }
}
