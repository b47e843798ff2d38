package dev.aiproxy.plugin.openai.chat;

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
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Watches chat completions that are passed through. Whether the upstream is asked for usage is its provider's decision; here the
 * extra chunk is kept from clients that did not ask for it (W-CH-6).
 */
final class ChatTap implements PassthroughTap {
    private final TargetFacts target;
    private boolean usageAsked;
    private boolean severalChoices;
    private boolean contentSeen;
    private Usage usage = Usage.UNKNOWN;

    ChatTap(TargetFacts target) {
        this.target = target;
    }

    @Override
    public List<JsonEdit> request(JsonBody body) {
        usageAsked = body.find("stream_options", "include_usage")
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(false);
        severalChoices = body.find("n").map(n -> n.asInt(1) > 1).orElse(false);
        return ForeignExtensions.edits(body, target.provider());
    }

    @Override
    public Verdict frame(Frame frame) {
        ByteBuffer data = frame.data();
        if (FrameBytes.isDone(data)) {
            return Verdict.TERMINAL;
        }
        boolean judged = data.hasRemaining() && (!contentSeen || FrameBytes.isNotable(data));
        return judged ? judge(data) : Verdict.FORWARD;
    }

    private Verdict judge(ByteBuffer data) {
        JsonNode chunk;
        try {
            chunk = Json.parse(data);
        } catch (GatewayException unreadable) {
            return Verdict.FORWARD;
        }
        JsonNode error = chunk.path("error");
        if (error.isObject() || error.isString()) {
            return Verdict.ERROR;
        }
        Usage reported = UsageWire.read(chunk);
        usage = usage.updatedBy(reported);
        if (!usageAsked && !reported.isUnknown() && chunk.path("choices").isEmpty()) {
            return Verdict.DROP;
        }
        return judge(chunk.path("choices"));
    }

    /** Some compatible servers send no {@code [DONE]}: the finish of the only choice is as good. */
    private Verdict judge(JsonNode choices) {
        Verdict verdict = Verdict.FORWARD;
        for (JsonNode choice : choices) {
            boolean finished = choice.path("finish_reason").isString();
            if (finished && !severalChoices) {
                contentSeen = true;
                return Verdict.TERMINAL;
            }
            if (!contentSeen && (finished || holdsContent(choice.path("delta")))) {
                contentSeen = true;
                verdict = Verdict.CONTENT;
            }
        }
        return verdict;
    }

    /** A role, empty text and Azure's filter results are no content. */
    private static boolean holdsContent(JsonNode delta) {
        for (var member : delta.properties()) {
            JsonNode value = member.getValue();
            boolean empty =
                    value.isNull() || (value.isString() ? value.asString().isEmpty() : value.isEmpty());
            if (!empty && !member.getKey().equals("role")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void body(JsonBody body) {
        body.find("usage").ifPresent(reported -> usage = usage.updatedBy(UsageWire.readUsage(reported)));
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return body.find("error")
                .filter(error -> error.isObject() || error.isString())
                .isPresent();
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, OpenAiErrors.write(error));
    }
}
