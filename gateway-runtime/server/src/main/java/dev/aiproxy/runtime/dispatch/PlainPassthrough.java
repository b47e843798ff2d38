package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.json.AnswerBody;
import dev.aiproxy.runtime.json.SmallMembers;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends an upstream's whole answer on, byte for byte. An answer of moderate size is held until it is complete, so that one which
 * breaks in the middle can still be had from another candidate; a larger one is sent as it comes, and
 * the tap is shown its small members.
 */
final class PlainPassthrough implements Relay {
    private static final int MAX_HELD = 256 * 1024;

    private final Translator translator;
    private final ClientReply reply;
    private final @Nullable PassthroughTap tap;
    private final Runnable keep;
    private final AttemptOutcome outcome;
    private final ResponseHead head;
    private final BodyBuffer held = new BodyBuffer(MAX_HELD);
    private final SmallMembers large = new SmallMembers();

    /** @param keep remembers what the tap has seen the upstream keep */
    PlainPassthrough(
            Translator translator,
            ClientReply reply,
            @Nullable PassthroughTap tap,
            Runnable keep,
            AttemptOutcome outcome,
            ResponseHead head) {
        this.translator = translator;
        this.reply = reply;
        this.tap = tap;
        this.keep = keep;
        this.outcome = outcome;
        this.head = head;
    }

    @Override
    public void data(ByteBuffer bytes) {
        if (reply.committed()) {
            send(bytes);
        } else if (!held.append(bytes)) {
            outcome.answering();
            reply.commitBody(head.status(), headers(), -1);
            send(held.bytes());
            held.clear();
            send(bytes);
        }
    }

    private void send(ByteBuffer bytes) {
        large.read(bytes);
        reply.write(bytes);
    }

    @Override
    public void batchEnd() {}

    @Override
    public void complete() {
        if (reply.committed()) {
            ByteBuffer members = large.object();
            watch(members == null ? null : AnswerBody.whole(members));
            succeed();
            return;
        }
        AnswerBody body = AnswerBody.whole(held.bytes());
        if (body == null) {
            outcome.failed(Failures.invalid("the answer is not JSON, or not whole"));
        } else if (tap != null && tap.reportsError(body)) {
            UpstreamError error = translator.readError(head.status(), head.headers(), Json.parse(held.bytes()));
            outcome.failed(Failures.answered(error, head.headers()));
        } else {
            watch(body);
            outcome.answering();
            reply.commitBody(head.status(), headers(), held.size());
            reply.write(held.bytes());
            succeed();
        }
    }

    private void succeed() {
        reply.end();
        outcome.succeeded();
    }

    private void watch(@Nullable AnswerBody body) {
        if (tap != null && body != null) {
            tap.body(body);
            outcome.used(tap.usage());
            keep.run();
        }
    }

    @Override
    public void failed(UpstreamFault fault) {
        outcome.failed(Failures.of(fault));
    }

    @Override
    public void breakOff(GatewayError error) {
        reply.abort();
    }

    private Headers headers() {
        return Headers.of("content-type", head.headers().first("content-type").orElse("application/json"));
    }
}
