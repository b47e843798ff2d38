package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.CacheMarker;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the content blocks of messages; what this format alone knows stays as it is. */
final class BlockReader {
    private static final String CONTENT = "content";

    private final Memory memory;

    BlockReader(Memory memory) {
        this.memory = memory;
    }

    Part read(Fields block) {
        return switch (block.requiredText("type")) {
            case "text" -> text(present(block, "text"), citations(block), CacheControl.read(block));
            case "image" ->
                new Part.Image(Sources.image(block.requiredObject(Sources.NAME)), null, CacheControl.read(block));
            case "document" -> document(block);
            case "search_result" -> searchResult(block);
            case "tool_use" -> toolUse(block);
            case "tool_result" -> toolResult(block);
            case "thinking" ->
                new Part.Reasoning(present(block, "thinking"), SignatureSlot.read(block.text("signature")));
            case "redacted_thinking" -> redacted(block);
            default -> new Part.Unknown(ClaudeFormat.ID, block.node());
        };
    }

    Part text(String text, List<Citation> citations, @Nullable CacheMarker cache) {
        return new Part.Text(text, citations, memory.textSignature(text), cache);
    }

    /** A string that may be empty but not absent. */
    private static String present(Fields block, String name) {
        String text = block.text(name);
        if (text == null) {
            throw Fields.wrong(block.at(name), "is missing");
        }
        return text;
    }

    private static List<Citation> citations(Fields block) {
        List<Citation> citations = new ArrayList<>();
        block.forEach("citations", citation -> citations.add(new Citation(ClaudeFormat.ID, citation.node())));
        return citations;
    }

    private static Part document(Fields block) {
        return new Part.Document(
                Sources.document(block.requiredObject(Sources.NAME)),
                block.text("title"),
                block.text("context"),
                CacheControl.read(block));
    }

    /** Elsewhere a search result is a text with a title and an origin. */
    private static Part searchResult(Fields block) {
        StringBuilder text = new StringBuilder();
        block.forEach(CONTENT, part -> text.append(present(part, "text")));
        return new Part.Document(
                new MediaSource.PlainText(text.toString()),
                block.text("title"),
                block.text(Sources.NAME),
                CacheControl.read(block));
    }

    private Part toolUse(Fields block) {
        Fields input = block.requiredObject("input");
        return memory.restore(new Part.ToolCall(
                memory.originalId(block.requiredText("id")),
                block.requiredText("name"),
                Json.text(input.node()),
                null,
                CacheControl.read(block)));
    }

    private Part toolResult(Fields block) {
        return new Part.ToolResult(
                memory.originalId(block.requiredText("tool_use_id")),
                null,
                resultContent(block),
                Boolean.TRUE.equals(block.bool("is_error")),
                null,
                CacheControl.read(block));
    }

    private List<Part> resultContent(Fields block) {
        JsonNode content = block.value(CONTENT);
        if (content == null) {
            return List.of();
        }
        if (content.isString()) {
            return content.asString().isEmpty() ? List.of() : List.of(Part.Text.of(content.asString()));
        }
        if (!content.isArray()) {
            throw Fields.wrong(block.at(CONTENT), "must be a string or an array of content blocks");
        }
        List<Part> parts = new ArrayList<>();
        block.forEach(CONTENT, part -> parts.add(read(part)));
        return parts;
    }

    private static Part redacted(Fields block) {
        Signature data = SignatureSlot.read(block.requiredText("data"));
        return data == null ? new Part.Reasoning("", null) : new Part.RedactedReasoning(data);
    }
}
