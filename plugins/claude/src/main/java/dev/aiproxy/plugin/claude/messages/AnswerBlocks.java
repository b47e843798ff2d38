package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the blocks of an upstream's answer. */
final class AnswerBlocks {
    private final IdSource ids;
    private final @Nullable ToolNames names;
    private final Set<String> used = new HashSet<>();

    /** {@code names} as the request was written with, null if none was. */
    AnswerBlocks(IdSource ids, @Nullable ToolNames names) {
        this.ids = ids;
        this.names = names;
    }

    /** Empty for a text block without text. */
    Optional<Part> read(JsonNode block) {
        String type = block.path("type").asString("");
        return switch (type) {
            case "text" -> text(block);
            case "thinking" ->
                Optional.of(
                        new Part.Reasoning(block.path("thinking").asString(""), signature(block.path("signature"))));
            case "redacted_thinking" ->
                Optional.ofNullable(signature(block.path("data"))).map(Part.RedactedReasoning::new);
            case "tool_use" ->
                Optional.of(Part.ToolCall.of(callId(block), callName(block), arguments(block.path("input"))));
            default -> Optional.of(new Part.Unknown(ClaudeFormat.ID, block));
        };
    }

    private static Optional<Part> text(JsonNode block) {
        String text = block.path("text").asString("");
        List<Citation> citations = new ArrayList<>();
        block.path("citations").forEach(raw -> citations.add(citation(raw)));
        return text.isEmpty() ? Optional.empty() : Optional.of(new Part.Text(text, citations, null, null));
    }

    static Citation citation(JsonNode raw) {
        return new Citation(ClaudeFormat.ID, raw);
    }

    /** Null for an absent or empty one, which signs nothing. */
    static @Nullable Signature signature(JsonNode value) {
        String text = value.asString("");
        return text.isEmpty() ? null : new Signature(ClaudeFormat.ID, text);
    }

    /** The call's id, or a new one if it has none or repeats one of this answer (R-ALL-2). */
    String callId(JsonNode block) {
        String id = block.path("id").asString("");
        return !id.isEmpty() && used.add(id) ? id : ids.next("toolu_");
    }

    /** The function's name as the client knows it. */
    String callName(JsonNode block) {
        String name = block.path("name").asString("");
        return names == null ? name : names.fromWire(name);
    }

    static String arguments(JsonNode input) {
        return input.isObject() ? Json.text(input) : "{}";
    }
}
