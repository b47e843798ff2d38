package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the events about one item of a streamed answer. What the events of deltas left out, later ones repeat as a whole. */
final class ItemReader {
    static final int CHOICE = 0;
    private static final int NO_CALL = -1;

    private final OutputReader output;
    private final Set<Integer> texts = new HashSet<>();
    private int call = NO_CALL;
    private boolean argued;
    private boolean partOpen;
    private @Nullable String thinking;

    ItemReader(OutputReader output) {
        this.output = output;
    }

    /** Begins a call, once. */
    void call(JsonNode item, int number, Consumer<ChatEvent> sink) {
        if (call == NO_CALL) {
            call = number;
            sink.accept(new ChatEvent.ToolCallStart(CHOICE, call, output.callId(item), output.name(item)));
        }
    }

    boolean isCall() {
        return call != NO_CALL;
    }

    void text(JsonNode event, String text, Consumer<ChatEvent> sink) {
        if (!text.isEmpty()) {
            partOpen = true;
            texts.add(part(event));
            sink.accept(new ChatEvent.TextDelta(CHOICE, text));
        }
    }

    void refusal(JsonNode event, String text, Consumer<ChatEvent> sink) {
        if (!text.isEmpty()) {
            partOpen = true;
            texts.add(part(event));
            sink.accept(new ChatEvent.RefusalDelta(CHOICE, text));
        }
    }

    /** Whether the part that the event is about had deltas. */
    boolean hasText(JsonNode event) {
        return texts.contains(part(event));
    }

    private static int part(JsonNode event) {
        return event.path("content_index").asInt(0);
    }

    /** A part of thinking; of its summary and its full text the one that comes first is shown. */
    void reasoning(JsonNode event, String source, String text, Consumer<ChatEvent> sink) {
        if (text.isEmpty() || (thinking != null && !thinking.equals(source))) {
            return;
        }
        int part = event.path(source.equals("summary") ? "summary_index" : "content_index")
                .asInt(0);
        if (thinking != null && !texts.contains(part)) {
            sink.accept(new ChatEvent.ReasoningDelta(CHOICE, "\n\n"));
        }
        thinking = source;
        texts.add(part);
        sink.accept(new ChatEvent.ReasoningDelta(CHOICE, text));
    }

    boolean hasReasoning(JsonNode event, String source) {
        int part = event.path(source.equals("summary") ? "summary_index" : "content_index")
                .asInt(0);
        return source.equals(thinking) && texts.contains(part);
    }

    void arguments(String fragment, Consumer<ChatEvent> sink) {
        if (call != NO_CALL && !fragment.isEmpty()) {
            argued = true;
            sink.accept(new ChatEvent.ToolCallDelta(CHOICE, call, fragment));
        }
    }

    /** The whole arguments; nothing if there were deltas (S-Rx 2). */
    void allArguments(String arguments, Consumer<ChatEvent> sink) {
        if (!argued) {
            arguments(arguments, sink);
        }
    }

    void endPart(Consumer<ChatEvent> sink) {
        if (partOpen) {
            partOpen = false;
            sink.accept(new ChatEvent.PartEnd(CHOICE));
        }
    }

    /** The item is complete. */
    void done(JsonNode item, Consumer<ChatEvent> sink) {
        switch (item.path("type").asString("")) {
            case "message" -> message(item, sink);
            case "reasoning" -> thought(item, sink);
            case "function_call", "custom_tool_call" -> {
                allArguments(OutputReader.arguments(item), sink);
                sink.accept(new ChatEvent.PartEnd(CHOICE));
            }
            case "image_generation_call" ->
                OutputReader.image(item).ifPresent(image -> sink.accept(new ChatEvent.WholePart(CHOICE, image)));
            default -> {}
        }
    }

    private void message(JsonNode item, Consumer<ChatEvent> sink) {
        if (texts.isEmpty()) {
            List<Part> parts = new ArrayList<>();
            output.addTo(parts, item);
            parts.forEach(part -> sink.accept(new ChatEvent.WholePart(CHOICE, part)));
            return;
        }
        for (JsonNode part : item.path("content")) {
            for (Citation citation : OutputReader.citations(part)) {
                sink.accept(new ChatEvent.CitationAdded(CHOICE, citation));
            }
        }
        endPart(sink);
    }

    private void thought(JsonNode item, Consumer<ChatEvent> sink) {
        Signature signature = OutputReader.signature(item);
        if (thinking == null) {
            String text = OutputReader.reasoning(item);
            if (signature != null || !text.isEmpty()) {
                sink.accept(new ChatEvent.WholePart(CHOICE, new Part.Reasoning(text, signature)));
            }
            return;
        }
        if (signature != null) {
            sink.accept(new ChatEvent.PartSignature(CHOICE, NO_CALL, signature));
        }
        sink.accept(new ChatEvent.PartEnd(CHOICE));
    }
}
