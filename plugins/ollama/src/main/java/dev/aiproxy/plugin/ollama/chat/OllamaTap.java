package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonText;
import dev.aiproxy.plugin.ollama.error.OllamaErrors;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** Watches an answer that is passed through. Behind the first content only lines that may end the stream are parsed. */
final class OllamaTap implements PassthroughTap {
    private static final byte[] TRUE = JsonText.needle("true");
    private static final byte[] ERROR = JsonText.needle("\"error\"");

    private boolean contentSeen;
    private Usage usage = Usage.UNKNOWN;

    @Override
    public Verdict frame(Frame frame) {
        ByteBuffer data = frame.data();
        boolean judged = !contentSeen || JsonText.contains(data, TRUE) || JsonText.contains(data, ERROR);
        return judged && data.hasRemaining() ? judge(data) : Verdict.FORWARD;
    }

    private Verdict judge(ByteBuffer data) {
        JsonNode line;
        try {
            line = Json.parse(data);
        } catch (GatewayException unreadable) {
            return Verdict.FORWARD;
        }
        if (isError(line.path(OllamaErrors.ERROR))) {
            return Verdict.ERROR;
        }
        if (line.path("done").asBoolean(false)) {
            usage = AnswerReader.usage(line);
            return Verdict.TERMINAL;
        }
        return contentIn(line.path("message")) ? Verdict.CONTENT : Verdict.FORWARD;
    }

    private static boolean isError(JsonNode error) {
        return !error.isMissingNode() && !error.isNull();
    }

    private boolean contentIn(JsonNode message) {
        for (String member : new String[] {"content", "thinking", "tool_calls", "images"}) {
            JsonNode value = message.path(member);
            contentSeen |= value.isString() ? !value.asString().isEmpty() : !value.isEmpty();
        }
        return contentSeen;
    }

    @Override
    public void body(JsonBody body) {
        usage = body.find().map(AnswerReader::usage).orElse(Usage.UNKNOWN);
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return body.find(OllamaErrors.ERROR).filter(OllamaTap::isError).isPresent();
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, OllamaErrors.write(error));
    }
}
