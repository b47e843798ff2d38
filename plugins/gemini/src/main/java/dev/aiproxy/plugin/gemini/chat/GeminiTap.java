package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Watches conversations that are passed through. Every chunk states the usage so far, so the bytes of the last statement are kept
 * and only read when somebody asks.
 */
final class GeminiTap implements PassthroughTap {
    private static final byte[] ERROR = JsonText.needle("\"error\"");
    private static final byte[] FINISH = JsonText.needle("\"finishReason\"");
    private static final byte[] BLOCK = JsonText.needle("\"blockReason\"");
    private static final byte[] COUNT = JsonText.needle("TokenCount\"");

    private final Model model;
    private boolean answerSeen;
    private boolean contentSeen;
    private byte[] kept = new byte[0];
    private int keptLength;
    private Usage usage = Usage.UNKNOWN;

    GeminiTap(TargetFacts target) {
        this.model = Model.of(target.upstreamModel());
    }

    @Override
    public List<JsonEdit> request(JsonBody body) {
        return ForeignSignatures.edits(body, model);
    }

    @Override
    public Verdict frame(Frame frame) {
        ByteBuffer data = frame.data();
        if (JsonText.contains(data, COUNT)) {
            keep(data);
        }
        boolean interesting = !contentSeen
                || JsonText.contains(data, FINISH)
                || JsonText.contains(data, BLOCK)
                || JsonText.contains(data, ERROR);
        return interesting && data.hasRemaining() ? judge(data) : Verdict.FORWARD;
    }

    private Verdict judge(ByteBuffer data) {
        JsonNode chunk;
        try {
            chunk = Json.parse(data);
        } catch (GatewayException unreadable) {
            return Verdict.FORWARD;
        }
        if (chunk.path("error").isObject()) {
            return Verdict.ERROR;
        }
        answerSeen |= chunk.has("candidates") || chunk.has("promptFeedback");
        boolean finished = chunk.path("promptFeedback").path("blockReason").isString();
        boolean content = false;
        for (JsonNode candidate : chunk.path("candidates")) {
            finished |= candidate.path("finishReason").isString();
            content |= !candidate.path("content").path("parts").isEmpty();
        }
        if (finished) {
            contentSeen = true;
            return Verdict.TERMINAL;
        }
        if (content && !contentSeen) {
            contentSeen = true;
            return Verdict.CONTENT;
        }
        return Verdict.FORWARD;
    }

    /** S-ALL-4: Gemini may end its body without ever giving a finish reason. */
    @Override
    public boolean completeWithoutTerminal() {
        return answerSeen;
    }

    private void keep(ByteBuffer data) {
        keptLength = data.remaining();
        if (kept.length < keptLength) {
            kept = new byte[keptLength + keptLength / 2];
        }
        data.duplicate().get(kept, 0, keptLength);
    }

    @Override
    public void body(JsonBody body) {
        body.find(UsageWire.NAME).ifPresent(this::update);
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return body.find("error").filter(JsonNode::isObject).isPresent();
    }

    @Override
    public Usage usage() {
        if (keptLength > 0) {
            JsonText.find(ByteBuffer.wrap(kept, 0, keptLength), UsageWire.NAME).ifPresent(this::update);
            keptLength = 0;
        }
        return usage;
    }

    private void update(JsonNode stated) {
        Usage reported = UsageWire.read(stated);
        usage = reported.isUnknown() ? usage : UsageWire.replace(usage, reported);
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, GeminiErrors.write(error));
    }
}
