package dev.aiproxy.plugin.openai.completions;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonText;
import dev.aiproxy.plugin.openai.chat.UsageWire;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** Watches what is no conversation: completions, whole or as a stream, and embeddings. */
public final class UsageTap implements PassthroughTap {
    private static final byte[] DONE = JsonText.needle("[DONE]");
    private static final byte[] USAGE = JsonText.needle("\"usage\"");
    private static final byte[] ERROR = JsonText.needle("\"error\"");

    private boolean contentSeen;
    private Usage usage = Usage.UNKNOWN;

    @Override
    public Verdict frame(Frame frame) {
        ByteBuffer data = frame.data();
        boolean judged = !contentSeen || JsonText.contains(data, USAGE) || JsonText.contains(data, ERROR);
        if (JsonText.contains(data, DONE) && data.remaining() < 2 * DONE.length) {
            return Verdict.TERMINAL;
        }
        return judged && data.hasRemaining() ? judge(data) : Verdict.FORWARD;
    }

    private Verdict judge(ByteBuffer data) {
        JsonNode chunk;
        try {
            chunk = Json.parse(data);
        } catch (GatewayException unreadable) {
            return Verdict.FORWARD;
        }
        if (isError(chunk.path("error"))) {
            return Verdict.ERROR;
        }
        usage = usage.updatedBy(UsageWire.read(chunk));
        boolean content = chunk.path("choices").valueStream().anyMatch(UsageTap::holdsContent);
        if (content && !contentSeen) {
            contentSeen = true;
            return Verdict.CONTENT;
        }
        return Verdict.FORWARD;
    }

    private static boolean holdsContent(JsonNode choice) {
        return !choice.path("text").asString("").isEmpty()
                || choice.path("finish_reason").isString();
    }

    @Override
    public void body(JsonBody body) {
        body.find("usage").ifPresent(found -> usage = usage.updatedBy(UsageWire.readUsage(found)));
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return body.find("error").filter(UsageTap::isError).isPresent();
    }

    private static boolean isError(JsonNode error) {
        return error.isObject() || error.isString();
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
