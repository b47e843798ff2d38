package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** For an upstream that was asked for a stream and answered whole: the client gets its stream all the same. */
final class WholeAnswerAsStream implements Relay {
    private static final int MAX_BODY = 64 << 20;

    private final UpstreamCodec upstream;
    private final EventRelay events;
    private final AttemptOutcome outcome;
    private final BodyBuffer body = new BodyBuffer(MAX_BODY);
    private boolean tooLong;

    WholeAnswerAsStream(UpstreamCodec upstream, EventRelay events, AttemptOutcome outcome) {
        this.upstream = upstream;
        this.events = events;
        this.outcome = outcome;
    }

    @Override
    public void data(ByteBuffer bytes) {
        tooLong = tooLong || !body.append(bytes);
    }

    @Override
    public void batchEnd() {
        if (tooLong) {
            outcome.failed(Failures.invalid("an answer longer than " + MAX_BODY + " bytes"));
        }
    }

    @Override
    public void complete() {
        JsonNode answer;
        try {
            answer = Json.parse(body.bytes());
        } catch (GatewayException notJson) {
            outcome.failed(Failures.invalid("the answer is " + notJson.getMessage()));
            return;
        }
        ChatEvents.of(PluginFaults.required(upstream.readResponse(answer), upstream, "readResponse"))
                .forEach(events);
    }

    @Override
    public void failed(UpstreamFault fault) {
        outcome.failed(Failures.of(fault));
    }

    @Override
    public void breakOff(GatewayError error) {
        events.breakOff(error);
    }
}
