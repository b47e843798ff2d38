package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what an upstream says when its status is no success; as much of it as is reasonable. */
final class ErrorBody implements Relay {
    private static final int MAX_BODY = 1 << 20;

    private final Translator translator;
    private final AttemptOutcome outcome;
    private final ResponseHead head;
    private final BodyBuffer body = new BodyBuffer(MAX_BODY);
    private boolean tooLong;

    ErrorBody(Translator translator, AttemptOutcome outcome, ResponseHead head) {
        this.translator = translator;
        this.outcome = outcome;
        this.head = head;
    }

    @Override
    public void data(ByteBuffer bytes) {
        tooLong = tooLong || !body.append(bytes);
    }

    @Override
    public void batchEnd() {
        if (tooLong) {
            complete();
        }
    }

    @Override
    public void complete() {
        UpstreamError error = translator.readError(head.status(), head.headers(), parsed());
        outcome.failed(Failures.answered(error, head.headers()));
    }

    /** The status is known and says enough. */
    @Override
    public void failed(UpstreamFault fault) {
        complete();
    }

    @Override
    public void breakOff(GatewayError error) {
        throw new IllegalStateException("an error status never commits an exchange");
    }

    private @Nullable JsonNode parsed() {
        if (body.size() == 0 || tooLong) {
            return null;
        }
        try {
            return Json.parse(body.bytes());
        } catch (GatewayException notJson) {
            return null;
        }
    }
}
