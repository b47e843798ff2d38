package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes content blocks for an upstream (table T-CO); empty for what it must not see. */
final class BlockWriter implements Part.Visitor<Optional<ObjectNode>> {
    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String CONTENT = "content";

    private final SourceWriter sources;
    private final ToolNames names;

    BlockWriter(WireFormat clientFormat, ToolNames names) {
        this.sources = new SourceWriter(clientFormat);
        this.names = names;
    }

    /** Blank text is refused (W-CL-3). */
    @Override
    public Optional<ObjectNode> text(Part.Text part) {
        if (part.text().isBlank()) {
            return Optional.empty();
        }
        ObjectNode block = textBlock(part.text());
        ArrayNode citations = citations(part.citations());
        if (!citations.isEmpty()) {
            block.set("citations", citations);
        }
        return Optional.of(CacheControl.write(part.cache(), block));
    }

    static ObjectNode textBlock(String text) {
        return Json.object().put(TYPE, TEXT).put(TEXT, text);
    }

    /** Those of this format; others mean nothing to it. */
    static ArrayNode citations(List<Citation> citations) {
        ArrayNode own = Json.nodes().arrayNode();
        citations.stream()
                .filter(citation -> citation.origin().equals(ClaudeFormat.ID))
                .forEach(citation -> own.add(citation.raw()));
        return own;
    }

    @Override
    public Optional<ObjectNode> image(Part.Image part) {
        ObjectNode block = Json.object().put(TYPE, "image");
        block.set(Sources.NAME, sources.image(part.source()));
        return Optional.of(CacheControl.write(part.cache(), block));
    }

    @Override
    public Optional<ObjectNode> document(Part.Document part) {
        return sources.document(part).map(block -> CacheControl.write(part.cache(), block));
    }

    @Override
    public Optional<ObjectNode> audio(Part.Audio part) {
        throw GatewayException.unsupported("messages", "messages: this model does not take audio");
    }

    @Override
    public Optional<ObjectNode> toolCall(Part.ToolCall part) {
        ObjectNode block =
                Json.object().put(TYPE, "tool_use").put("id", toolId(part.id())).put("name", names.toWire(part.name()));
        block.set("input", input(part.arguments()));
        return Optional.of(CacheControl.write(part.cache(), block));
    }

    private static String toolId(String id) {
        return Conversations.toolId(id, Memory.MAX_TOOL_ID);
    }

    /** Arguments that are no object, such as truncated ones, become an empty one (Q-CC-4). */
    static JsonNode input(String arguments) {
        try {
            JsonNode input = arguments.isBlank() ? Json.object() : Json.parse(arguments);
            return input.isObject() ? input : Json.object();
        } catch (GatewayException truncated) {
            return Json.object();
        }
    }

    @Override
    public Optional<ObjectNode> toolResult(Part.ToolResult part) {
        ObjectNode block = Json.object().put(TYPE, "tool_result").put("tool_use_id", toolId(part.callId()));
        ArrayNode content = Json.nodes().arrayNode();
        part.content().forEach(said -> said.accept(this).ifPresent(content::add));
        JsonNode first = content.path(0);
        if (content.size() == 1 && first.path(TYPE).asString("").equals(TEXT) && first.size() == 2) {
            block.set(CONTENT, first.path(TEXT));
        } else if (!content.isEmpty()) {
            block.set(CONTENT, content);
        } else {
            block.put(CONTENT, "");
        }
        if (part.isError()) {
            block.put("is_error", true);
        }
        return Optional.of(CacheControl.write(part.cache(), block));
    }

    /** Only with Claude's own signature (W-CL-10, T-RE-8). */
    @Override
    public Optional<ObjectNode> reasoning(Part.Reasoning part) {
        String signature = own(part.signature());
        return signature == null
                ? Optional.empty()
                : Optional.of(Json.object()
                        .put(TYPE, "thinking")
                        .put("thinking", part.text())
                        .put("signature", signature));
    }

    @Override
    public Optional<ObjectNode> redactedReasoning(Part.RedactedReasoning part) {
        String data = own(part.data());
        return data == null
                ? Optional.empty()
                : Optional.of(Json.object().put(TYPE, "redacted_thinking").put("data", data));
    }

    private static @Nullable String own(@Nullable Signature signature) {
        return signature == null ? null : signature.valueFor(ClaudeFormat.ID);
    }

    @Override
    public Optional<ObjectNode> refusal(Part.Refusal part) {
        return text(Part.Text.of(part.text()));
    }

    @Override
    public Optional<ObjectNode> unknown(Part.Unknown part) {
        boolean own = part.origin().equals(ClaudeFormat.ID) && part.raw() instanceof ObjectNode;
        return own ? Optional.of((ObjectNode) part.raw()) : Optional.empty();
    }
}
