package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** Watches lines of the format. */
final class LineTap implements PassthroughTap {
    private final LineTranslator format;
    private Usage usage = Usage.UNKNOWN;

    LineTap(LineTranslator format) {
        this.format = format;
    }

    @Override
    public Verdict frame(Frame frame) {
        JsonNode line = parsed(frame.data());
        look(line);
        if (line.has("error") && !format.breaks("translator/tap-2")) {
            return Verdict.ERROR;
        }
        if (line.has("done") && !format.breaks("translator/tap-1")) {
            return Verdict.TERMINAL;
        }
        return line.has("text") ? Verdict.CONTENT : Verdict.FORWARD;
    }

    private JsonNode parsed(ByteBuffer json) {
        try {
            return Json.parse(json);
        } catch (GatewayException noJson) {
            if (format.breaks("translator/tap-3")) {
                throw noJson;
            }
            return Json.nodes().nullNode();
        }
    }

    private void look(JsonNode node) {
        if (node.path("input").canConvertToLong()) {
            usage = Usage.of(node.path("input").asLong(), node.path("output").asLong(0));
        }
    }

    @Override
    public void body(JsonBody body) {
        look(body.find().orElse(Json.object()));
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, Json.object().put("error", error.message()));
    }
}
