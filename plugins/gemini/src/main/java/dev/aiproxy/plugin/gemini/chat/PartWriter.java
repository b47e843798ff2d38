package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of a request for an upstream (table T-CO); empty for what must not be sent. */
final class PartWriter implements Part.Visitor<Optional<JsonNode>> {
    private final ToolNames names;

    PartWriter(ToolNames names) {
        this.names = names;
    }

    @Override
    public Optional<JsonNode> text(Part.Text part) {
        String signature = own(part.signature());
        if (part.text().isEmpty() && signature == null) {
            return Optional.empty();
        }
        return Optional.of(signed(Json.object().put("text", part.text()), signature));
    }

    @Override
    public Optional<JsonNode> image(Part.Image part) {
        return Optional.of(MediaWriter.write(part.source()));
    }

    @Override
    public Optional<JsonNode> document(Part.Document part) {
        return Optional.of(MediaWriter.write(part.source()));
    }

    @Override
    public Optional<JsonNode> audio(Part.Audio part) {
        return Optional.of(MediaWriter.write(part.source()));
    }

    @Override
    public Optional<JsonNode> toolCall(Part.ToolCall part) {
        ObjectNode node = Json.object();
        ObjectNode call = node.putObject("functionCall").put("id", part.id()).put("name", names.toWire(part.name()));
        call.set("args", Arguments.parse(part.arguments()));
        return Optional.of(signed(node, own(part.signature())));
    }

    /** Stands in contents of its own; see {@link ResultWriter}. */
    @Override
    public Optional<JsonNode> toolResult(Part.ToolResult part) {
        return Optional.empty();
    }

    /** Thinking only goes back to the vendor that signed it, and never as visible text (T-RE-8, Q-KG-6). */
    @Override
    public Optional<JsonNode> reasoning(Part.Reasoning part) {
        String signature = own(part.signature());
        return signature == null
                ? Optional.empty()
                : Optional.of(signed(Json.object().put("text", part.text()).put("thought", true), signature));
    }

    @Override
    public Optional<JsonNode> redactedReasoning(Part.RedactedReasoning part) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> refusal(Part.Refusal part) {
        return text(Part.Text.of(part.text()));
    }

    @Override
    public Optional<JsonNode> unknown(Part.Unknown part) {
        return part.origin().equals(GeminiFormat.ID) ? Optional.of(part.raw()) : Optional.empty();
    }

    private static @Nullable String own(@Nullable Signature signature) {
        return signature == null ? null : signature.valueFor(GeminiFormat.ID);
    }

    private static ObjectNode signed(ObjectNode part, @Nullable String signature) {
        return signature == null ? part : part.put("thoughtSignature", signature);
    }
}
