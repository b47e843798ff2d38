package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import dev.aiproxy.plugin.claude.error.ClaudeErrors;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Watches messages that are passed through. Only the frames with usage, two of a stream, are parsed. */
final class ClaudeTap implements PassthroughTap {
    private static final String TYPE = "type";
    private static final String USAGE = "usage";

    private final UsageWire usage = new UsageWire();
    private boolean contentSeen;

    @Override
    public List<JsonEdit> request(JsonBody body) {
        return ForeignThinking.edits(body);
    }

    @Override
    public Verdict frame(Frame frame) {
        ByteBuffer data = frame.data();
        if (!data.hasRemaining()) {
            return Verdict.FORWARD;
        }
        return switch (type(frame)) {
            case "content_block_start", "content_block_delta" -> content();
            case "message_start" -> {
                JsonText.find(data, "message", USAGE).ifPresent(usage::update);
                yield Verdict.FORWARD;
            }
            case "message_delta" -> {
                JsonText.find(data, USAGE).ifPresent(usage::update);
                yield content();
            }
            case "message_stop" -> Verdict.TERMINAL;
            case ClaudeErrors.ERROR -> Verdict.ERROR;
            default -> Verdict.FORWARD;
        };
    }

    /** The event's name says it; only a server that leaves it out makes us look into the data. */
    private static String type(Frame frame) {
        String event = frame.event();
        return event != null
                ? event
                : JsonText.find(frame.data(), TYPE)
                        .map(type -> type.asString(""))
                        .orElse("");
    }

    private Verdict content() {
        Verdict verdict = contentSeen ? Verdict.FORWARD : Verdict.CONTENT;
        contentSeen = true;
        return verdict;
    }

    @Override
    public void body(JsonBody body) {
        body.find(USAGE).filter(JsonNode::isObject).ifPresent(usage::update);
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return body.find("error").filter(JsonNode::isObject).isPresent();
    }

    @Override
    public Usage usage() {
        return usage.usage();
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(ClaudeErrors.ERROR, ClaudeErrors.write(error));
    }
}
