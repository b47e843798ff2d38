package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a streamed answer of an upstream. Finish reasons are held back until the end: usage may follow them, and only then it is
 * known whether there were calls.
 */
final class ChatStreamReader implements StreamReader {
    private final Calls calls;
    private final Map<Integer, ChoiceReader> choices = new TreeMap<>();
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Long created;
    private boolean started;
    private boolean over;

    ChatStreamReader(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        if (over || !frame.data().hasRemaining()) {
            return;
        }
        if (FrameBytes.isDone(frame.data())) {
            complete(sink);
        } else if (FrameBytes.isObject(frame.data())) {
            read(frame.event(), frame, sink);
        }
    }

    private void read(@Nullable String event, Frame frame, Consumer<ChatEvent> sink) {
        JsonNode chunk;
        try {
            chunk = Json.parse(frame.data());
        } catch (GatewayException unreadable) {
            fail(UpstreamError.of(502, "the provider's stream holds an event that is not valid JSON"), sink);
            return;
        }
        JsonNode error = chunk.path("error");
        if (error.isObject() || error.isString() || "error".equals(event)) {
            fail(OpenAiErrors.read(200, chunk), sink);
        } else {
            chunk(chunk, sink);
        }
    }

    private void chunk(JsonNode chunk, Consumer<ChatEvent> sink) {
        remember(chunk);
        JsonNode choiceNodes = chunk.path("choices");
        for (JsonNode node : choiceNodes) {
            start(sink);
            choices.computeIfAbsent(node.path("index").asInt(0), index -> new ChoiceReader(index, calls))
                    .read(node, sink);
        }
        Usage usage = UsageWire.read(chunk);
        if (!usage.isUnknown()) {
            start(sink);
            sink.accept(new ChatEvent.UsageReport(usage));
        }
    }

    /** Azure's first chunk names nothing yet. */
    private void remember(JsonNode chunk) {
        id = id == null ? ResponseReader.word(chunk, "id") : id;
        model = model == null ? ResponseReader.word(chunk, "model") : model;
        created = created == null ? ResponseReader.created(chunk) : created;
    }

    private void start(Consumer<ChatEvent> sink) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Start(id, model, created));
        }
    }

    @Override
    public void end(Consumer<ChatEvent> sink) {
        if (over) {
            return;
        }
        boolean finished = !choices.isEmpty() && choices.values().stream().allMatch(ChoiceReader::finished);
        if (finished) {
            complete(sink);
        } else {
            fail(UpstreamError.of(502, "the provider's stream ended before its end"), sink);
        }
    }

    private void complete(Consumer<ChatEvent> sink) {
        over = true;
        start(sink);
        choices.computeIfAbsent(0, index -> new ChoiceReader(index, calls));
        choices.values().forEach(choice -> choice.finish(sink));
        sink.accept(new ChatEvent.End());
    }

    private void fail(UpstreamError error, Consumer<ChatEvent> sink) {
        over = true;
        start(sink);
        sink.accept(new ChatEvent.Failed(error));
    }
}
