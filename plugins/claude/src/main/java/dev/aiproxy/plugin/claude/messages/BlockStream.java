package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the blocks of a streamed answer, of which one is open at a time. Blocks that the provider's own tools fill yield nothing. */
final class BlockStream {
    private static final String TEXT = "text";
    private static final String THINKING = "thinking";

    private final AnswerBlocks answer;
    private final StringBuilder signature = new StringBuilder();
    private String open = "";
    private JsonNode input = Json.nodes().missingNode();
    private boolean filled;
    private boolean spoke;
    private int calls;

    BlockStream(AnswerBlocks answer) {
        this.answer = answer;
    }

    /** Whether something was given out that cannot be given out twice. */
    boolean gaveAnswer() {
        return spoke || called();
    }

    boolean called() {
        return calls > 0;
    }

    void start(JsonNode block, Consumer<ChatEvent> sink) {
        stop(sink);
        open = block.path("type").asString("");
        filled = false;
        signature.setLength(0);
        switch (open) {
            case TEXT -> text(block.path(TEXT).asString(""), sink);
            case THINKING -> {
                thinking(block.path(THINKING).asString(""), sink);
                signature.append(block.path("signature").asString(""));
            }
            case "redacted_thinking" ->
                answer.read(block).ifPresent(part -> sink.accept(new ChatEvent.WholePart(0, part)));
            case "tool_use" -> {
                input = block.path("input");
                sink.accept(new ChatEvent.ToolCallStart(0, calls, answer.callId(block), answer.callName(block)));
                calls++;
            }
            default -> input = Json.nodes().missingNode();
        }
    }

    void delta(JsonNode delta, Consumer<ChatEvent> sink) {
        switch (delta.path("type").asString("")) {
            case "text_delta" -> text(delta.path(TEXT).asString(""), sink);
            case "thinking_delta" -> thinking(delta.path(THINKING).asString(""), sink);
            case "signature_delta" -> signature.append(delta.path("signature").asString(""));
            case "input_json_delta" -> arguments(delta.path("partial_json").asString(""), sink);
            case "citations_delta" -> citation(delta.path("citation"), sink);
            default -> {}
        }
    }

    private void text(String text, Consumer<ChatEvent> sink) {
        if (!text.isEmpty() && open.equals(TEXT)) {
            filled = true;
            spoke = true;
            sink.accept(new ChatEvent.TextDelta(0, text));
        }
    }

    private void thinking(String text, Consumer<ChatEvent> sink) {
        if (!text.isEmpty() && open.equals(THINKING)) {
            filled = true;
            sink.accept(new ChatEvent.ReasoningDelta(0, text));
        }
    }

    private void arguments(String fragment, Consumer<ChatEvent> sink) {
        if (!fragment.isEmpty() && open.equals("tool_use")) {
            filled = true;
            sink.accept(new ChatEvent.ToolCallDelta(0, calls - 1, fragment));
        }
    }

    private void citation(JsonNode raw, Consumer<ChatEvent> sink) {
        if (raw.isObject() && open.equals(TEXT)) {
            sink.accept(new ChatEvent.CitationAdded(0, AnswerBlocks.citation(raw)));
        }
    }

    void stop(Consumer<ChatEvent> sink) {
        switch (open) {
            case TEXT -> end(filled, sink);
            case THINKING -> endThinking(sink);
            case "tool_use" -> {
                if (!filled) {
                    arguments(AnswerBlocks.arguments(input), sink);
                }
                end(true, sink);
            }
            default -> {}
        }
        open = "";
    }

    private void endThinking(Consumer<ChatEvent> sink) {
        Signature seal = signature.isEmpty() ? null : new Signature(ClaudeFormat.ID, signature.toString());
        if (filled) {
            sign(seal, sink);
        } else if (seal != null) {
            sink.accept(new ChatEvent.WholePart(0, new Part.Reasoning("", seal)));
        }
    }

    private static void sign(@Nullable Signature seal, Consumer<ChatEvent> sink) {
        if (seal != null) {
            sink.accept(new ChatEvent.PartSignature(0, -1, seal));
        }
        end(true, sink);
    }

    private static void end(boolean needed, Consumer<ChatEvent> sink) {
        if (needed) {
            sink.accept(new ChatEvent.PartEnd(0));
        }
    }
}
