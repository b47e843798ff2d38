package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of an answer for a client, the signatures of all vendors included; empty for what has no place. */
final class AnswerPart implements Part.Visitor<Optional<JsonNode>> {
    @Override
    public Optional<JsonNode> text(Part.Text part) {
        boolean silent = part.text().isEmpty() && part.signature() == null;
        return silent
                ? Optional.empty()
                : Optional.of(signed(Json.object().put("text", part.text()), part.signature()));
    }

    @Override
    public Optional<JsonNode> reasoning(Part.Reasoning part) {
        boolean silent = part.text().isEmpty() && part.signature() == null;
        return silent ? Optional.empty() : Optional.of(signed(thought(part.text()), part.signature()));
    }

    static ObjectNode thought(String text) {
        return Json.object().put("text", text).put("thought", true);
    }

    @Override
    public Optional<JsonNode> redactedReasoning(Part.RedactedReasoning part) {
        return Optional.of(thought("").put("thoughtSignature", ThoughtSignatures.writeRedacted(part.data())));
    }

    @Override
    public Optional<JsonNode> refusal(Part.Refusal part) {
        return text(Part.Text.of(part.text()));
    }

    @Override
    public Optional<JsonNode> toolCall(Part.ToolCall part) {
        ObjectNode node = Json.object();
        ObjectNode call = node.putObject("functionCall").put("id", part.id()).put("name", part.name());
        call.set("args", Arguments.parse(part.arguments()));
        return Optional.of(signed(node, part.signature()));
    }

    @Override
    public Optional<JsonNode> image(Part.Image part) {
        return media(part.source());
    }

    @Override
    public Optional<JsonNode> audio(Part.Audio part) {
        return media(part.source());
    }

    @Override
    public Optional<JsonNode> document(Part.Document part) {
        return media(part.source());
    }

    private static Optional<JsonNode> media(MediaSource source) {
        return source instanceof MediaSource.FileId ? Optional.empty() : Optional.of(MediaWriter.write(source));
    }

    @Override
    public Optional<JsonNode> toolResult(Part.ToolResult part) {
        return Optional.empty();
    }

    /** Code that Google ran; nothing else that a client would know. */
    @Override
    public Optional<JsonNode> unknown(Part.Unknown part) {
        JsonNode raw = part.raw();
        boolean code = raw.path("executableCode").isObject()
                || raw.path("codeExecutionResult").isObject();
        return code && part.origin().equals(GeminiFormat.ID) ? Optional.of(raw) : Optional.empty();
    }

    static ObjectNode signed(ObjectNode part, @Nullable Signature signature) {
        return signature == null ? part : part.put("thoughtSignature", ThoughtSignatures.write(signature));
    }
}
