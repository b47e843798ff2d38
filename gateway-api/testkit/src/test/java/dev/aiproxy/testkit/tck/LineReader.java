package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Lines of the format as events. */
final class LineReader implements StreamReader {
    private final LineTranslator format;
    private final LineUpstream upstream;
    private final java.util.Set<Integer> calls = new java.util.HashSet<>();
    private boolean started;
    private boolean finished;
    private boolean over;

    LineReader(LineTranslator format, LineUpstream upstream) {
        this.format = format;
        this.upstream = upstream;
    }

    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        if (over || !frame.data().hasRemaining()) {
            return;
        }
        if (!started && !format.breaks("translator/streams-1")) {
            sink.accept(new ChatEvent.Start(null, null, null));
        }
        started = true;
        JsonNode line = line(frame);
        if (format.breaks("translator/slices-1")
                && frame.raw().arrayOffset() + frame.raw().position() > 0) {
            return;
        }
        if (line.has("error") || !line.isObject()) {
            fail(line.path("error").asString("no line of the format"), sink);
        } else if (line.has("done")) {
            over = true;
            sink.accept(new ChatEvent.End());
        } else {
            content(line, sink);
        }
    }

    private JsonNode line(Frame frame) {
        try {
            return Json.parse(frame.data());
        } catch (GatewayException noJson) {
            if (format.breaks("translator/streams-3")) {
                throw noJson;
            }
            return Json.nodes().nullNode();
        }
    }

    private void content(JsonNode line, Consumer<ChatEvent> sink) {
        if (!line.path("text").asString("").isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, line.path("text").asString()));
        } else if (line.path("call").canConvertToInt()) {
            call(line, sink);
        } else if (line.path("finish").asString("").matches("STOP|LENGTH|TOOL_CALLS") && !finished) {
            finished = true;
            sink.accept(new ChatEvent.Finish(
                    0, FinishReason.valueOf(line.path("finish").asString()), null));
        }
        Usage usage = upstream.usage(line);
        if (!usage.isUnknown()) {
            sink.accept(new ChatEvent.UsageReport(usage));
        }
    }

    private void call(JsonNode line, Consumer<ChatEvent> sink) {
        int number = line.path("call").asInt();
        boolean starts = line.has("id") && calls.add(number);
        boolean goesOn =
                calls.contains(number) && !line.path("arguments").asString("").isEmpty();
        if (starts || goesOn) {
            sink.accept(LineUpstream.call(line));
        }
    }

    @Override
    public void end(Consumer<ChatEvent> sink) {
        if (over) {
            return;
        }
        if (format.breaks("translator/streams-2")) {
            sink.accept(new ChatEvent.Start(null, null, null));
            sink.accept(new ChatEvent.End());
        } else {
            fail("the stream ended early", sink);
        }
    }

    private void fail(String message, Consumer<ChatEvent> sink) {
        over = true;
        int status = format.breaks("translator/errors-3") ? 200 : 502;
        sink.accept(new ChatEvent.Failed(UpstreamError.of(status, message.isEmpty() ? "failed" : message)));
    }
}
