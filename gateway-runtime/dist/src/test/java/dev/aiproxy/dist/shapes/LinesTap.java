package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;

/** Watches lines that pass through. */
final class LinesTap implements PassthroughTap {
    private Usage usage = Usage.UNKNOWN;

    @Override
    public Verdict frame(Frame frame) {
        if (!frame.data().hasRemaining()) {
            return Verdict.FORWARD;
        }
        var line = Json.parse(frame.data());
        if (line.has("oops")) {
            return Verdict.ERROR;
        }
        if (line.has("done")) {
            usage = LinesUpstream.usage(line);
            return Verdict.TERMINAL;
        }
        return Verdict.CONTENT;
    }

    @Override
    public void body(JsonBody body) {
        usage = body.find().map(LinesUpstream::usage).orElse(Usage.UNKNOWN);
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, Json.object().put("oops", error.message()));
    }
}
