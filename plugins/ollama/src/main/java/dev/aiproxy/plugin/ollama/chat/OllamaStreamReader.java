package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.ollama.error.OllamaErrors;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads the lines of a streamed answer; the one that is {@code done} is the last. */
final class OllamaStreamReader implements StreamReader {
    private final IdSource ids;
    private boolean started;
    private boolean over;
    private int calls;

    OllamaStreamReader(IdSource ids) {
        this.ids = ids;
    }

    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        if (over || !frame.data().hasRemaining()) {
            return;
        }
        try {
            read(Json.parse(frame.data()), sink);
        } catch (GatewayException unreadable) {
            fail(UpstreamError.of(502, "the provider's stream holds a line that is no JSON"), sink);
        }
    }

    private void read(JsonNode line, Consumer<ChatEvent> sink) {
        JsonNode error = line.path(OllamaErrors.ERROR);
        if (!error.isMissingNode() && !error.isNull()) {
            fail(OllamaErrors.read(200, line), sink);
            return;
        }
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Start(null, AnswerReader.model(line), AnswerReader.created(line)));
        }
        readMessage(line, sink);
        if (line.path("done").asBoolean(false)) {
            finish(line, sink);
        }
    }

    private void readMessage(JsonNode line, Consumer<ChatEvent> sink) {
        String thinking = AnswerReader.text(line, "thinking");
        if (!thinking.isEmpty()) {
            sink.accept(new ChatEvent.ReasoningDelta(0, thinking));
        }
        String content = AnswerReader.text(line, "content");
        if (!content.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, content));
        }
        for (Part.ToolCall call : AnswerReader.calls(line, ids)) {
            sink.accept(new ChatEvent.ToolCallStart(0, calls, call.id(), call.name()));
            sink.accept(new ChatEvent.ToolCallDelta(0, calls++, call.arguments()));
        }
    }

    private void finish(JsonNode line, Consumer<ChatEvent> sink) {
        over = true;
        String reason = line.path(AnswerReader.DONE_REASON).asString("");
        sink.accept(new ChatEvent.Finish(0, DoneReasons.read(reason, calls > 0), null));
        Usage usage = AnswerReader.usage(line);
        if (!usage.isUnknown()) {
            sink.accept(new ChatEvent.UsageReport(usage));
        }
        sink.accept(new ChatEvent.End());
    }

    @Override
    public void end(Consumer<ChatEvent> sink) {
        if (!over) {
            fail(UpstreamError.of(502, "the provider's stream ended before its last line"), sink);
        }
    }

    private void fail(UpstreamError error, Consumer<ChatEvent> sink) {
        over = true;
        sink.accept(new ChatEvent.Failed(error));
    }
}
