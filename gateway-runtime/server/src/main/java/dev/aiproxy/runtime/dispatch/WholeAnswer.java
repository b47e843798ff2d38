package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** Holds an upstream's answer until it is complete, and parses it; what becomes of it is the subclass's. */
abstract class WholeAnswer implements Relay {
    private static final int MAX_BODY = 64 << 20;

    private final AttemptOutcome outcome;
    private final BodyBuffer body = new BodyBuffer(MAX_BODY);
    private boolean tooLong;

    WholeAnswer(AttemptOutcome outcome) {
        this.outcome = outcome;
    }

    abstract void deliver(JsonNode answer);

    @Override
    public final void data(ByteBuffer bytes) {
        tooLong = tooLong || !body.append(bytes);
    }

    @Override
    public final void batchEnd() {
        if (tooLong) {
            outcome.failed(Failures.invalid("an answer longer than " + MAX_BODY + " bytes"));
        }
    }

    @Override
    public final void complete() {
        JsonNode answer;
        try {
            answer = Json.parse(body.bytes());
        } catch (GatewayException notJson) {
            outcome.failed(Failures.invalid("the answer is " + notJson.getMessage()));
            return;
        }
        deliver(answer);
    }

    @Override
    public final void failed(UpstreamFault fault) {
        outcome.failed(Failures.of(fault));
    }
}
