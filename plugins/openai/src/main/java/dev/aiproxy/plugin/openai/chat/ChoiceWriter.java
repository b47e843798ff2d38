package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.SealedStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the chunks of one choice. Methods return whether they wrote one. */
final class ChoiceWriter {
    private final int index;
    private final Chunk chunk;
    private final Seals seals;
    private final SealedStream sealed = new SealedStream();
    private @Nullable FinishReason finishReason;

    ChoiceWriter(int index, Chunk chunk, Seals seals) {
        this.index = index;
        this.chunk = chunk;
        this.seals = seals;
    }

    int index() {
        return index;
    }

    /** The number of a call that came without one. */
    int nextCall() {
        return sealed.callCount();
    }

    void role(EventSink sink) {
        chunk.delta().put("role", "assistant").put("content", "");
        chunk.write(index, sink);
    }

    boolean text(String text, EventSink sink) {
        sealed.text();
        return put("content", text, sink);
    }

    boolean reasoning(String text, EventSink sink) {
        sealed.reasoning(text);
        return put("reasoning_content", text, sink);
    }

    boolean refusal(String text, EventSink sink) {
        sealed.text();
        return put("refusal", text, sink);
    }

    private boolean put(String name, String text, EventSink sink) {
        if (text.isEmpty()) {
            return false;
        }
        chunk.delta().put(name, text);
        chunk.write(index, sink);
        return true;
    }

    boolean citation(Citation citation, EventSink sink) {
        return AnswerMessage.annotation(citation)
                .map(annotation -> {
                    chunk.delta().putArray("annotations").add(annotation);
                    chunk.write(index, sink);
                    return true;
                })
                .orElse(false);
    }

    boolean image(Part.Image image, EventSink sink) {
        sealed.partEnd();
        return AnswerMessage.imageUrl(image)
                .map(url -> {
                    chunk.delta().putArray("images").add(url);
                    chunk.write(index, sink);
                    return true;
                })
                .orElse(false);
    }

    boolean redacted(Part.RedactedReasoning part) {
        sealed.redacted(part);
        return false;
    }

    boolean partEnd() {
        sealed.partEnd();
        return false;
    }

    boolean callStart(ChatEvent.ToolCallStart start, EventSink sink) {
        sealed.callStart(start.call(), start.id(), start.name());
        ObjectNode call = call(start.call()).put("id", start.id()).put("type", "function");
        call.putObject("function").put("name", start.name()).put("arguments", "");
        chunk.write(index, sink);
        return true;
    }

    boolean callDelta(int number, String arguments, EventSink sink) {
        if (arguments.isEmpty()) {
            return false;
        }
        sealed.callDelta(number, arguments);
        call(number).putObject("function").put("arguments", arguments);
        chunk.write(index, sink);
        return true;
    }

    private ObjectNode call(int number) {
        return chunk.delta().putArray("tool_calls").addObject().put("index", number);
    }

    boolean signature(int call, Signature signature, EventSink sink) {
        if (!sealed.signature(call, signature)) {
            return false;
        }
        ObjectNode node = call(call);
        node.putObject("function").put("arguments", "");
        node.set(ExtraContent.NAME, ExtraContent.write(signature));
        chunk.write(index, sink);
        return true;
    }

    /** Takes the reason; it is written with {@link #close}, because an error may still follow (S-ERR-4). */
    boolean finish(FinishReason reason) {
        finishReason = reason;
        return false;
    }

    void close(EventSink sink) {
        if (finishReason != FinishReason.LENGTH) {
            sealed.callsWithoutArguments().forEach(call -> callDelta(call, "{}", sink));
        }
        List<Part> parts = sealed.parts();
        seals.remember(parts);
        Seals.extension(parts).ifPresent(extra -> {
            chunk.delta().set(ExtraContent.NAME, extra);
            chunk.write(index, sink);
        });
        chunk.writeFinish(index, FinishReasons.write(finishReason, sealed.callCount() > 0), sink);
    }
}
