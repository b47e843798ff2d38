package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the content parts of user and system messages (table T-CO); empty for what the format has no part for. */
final class PartWriter implements Part.Visitor<Optional<JsonNode>> {
    private final WireFormat clientFormat;

    PartWriter(WireFormat clientFormat) {
        this.clientFormat = clientFormat;
    }

    @Override
    public Optional<JsonNode> text(Part.Text part) {
        return Optional.of(textNode(part.text()));
    }

    private static ObjectNode textNode(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    @Override
    public Optional<JsonNode> image(Part.Image part) {
        ObjectNode node = Json.object().put("type", "image_url");
        ObjectNode image = node.putObject("image_url").put("url", url(part.source()));
        if (part.detail() != null) {
            image.put("detail", part.detail());
        }
        return Optional.of(node);
    }

    private static String url(MediaSource source) {
        if (source instanceof MediaSource.Inline inline) {
            return DataUrls.of(inline);
        }
        if (source instanceof MediaSource.Url url) {
            return url.url();
        }
        throw unsupported("an image must be given inline or by URL");
    }

    @Override
    public Optional<JsonNode> document(Part.Document part) {
        MediaSource source = part.source();
        if (source instanceof MediaSource.PlainText plain) {
            return Optional.of(textNode(plain.text()));
        }
        if (source instanceof MediaSource.Inline inline) {
            return Optional.of(
                    inline.mediaType().startsWith("text/")
                            ? textNode(DataUrls.decodedText(inline))
                            : file(part, inline));
        }
        if (source instanceof MediaSource.FileId file && clientFormat.id().startsWith(ChatFormat.ID.id())) {
            ObjectNode node = Json.object().put("type", "file");
            node.putObject("file").put("file_id", file.id());
            return Optional.of(node);
        }
        throw unsupported("a document must be given inline");
    }

    private static ObjectNode file(Part.Document part, MediaSource.Inline inline) {
        ObjectNode node = Json.object().put("type", "file");
        node.putObject("file")
                .put("filename", part.name() == null ? DataUrls.fileName(inline) : part.name())
                .put("file_data", DataUrls.of(inline));
        return node;
    }

    @Override
    public Optional<JsonNode> audio(Part.Audio part) {
        if (!(part.source() instanceof MediaSource.Inline inline)) {
            throw unsupported("audio must be given inline");
        }
        ObjectNode node = Json.object().put("type", "input_audio");
        node.putObject("input_audio").put("data", inline.base64()).put("format", audioFormat(inline.mediaType()));
        return Optional.of(node);
    }

    private static String audioFormat(String mediaType) {
        return switch (mediaType) {
            case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
            case "audio/mp3", "audio/mpeg" -> "mp3";
            default -> throw unsupported("audio must be WAV or MP3");
        };
    }

    @Override
    public Optional<JsonNode> refusal(Part.Refusal part) {
        return text(Part.Text.of(part.text()));
    }

    @Override
    public Optional<JsonNode> toolCall(Part.ToolCall part) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> toolResult(Part.ToolResult part) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> reasoning(Part.Reasoning part) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> redactedReasoning(Part.RedactedReasoning part) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> unknown(Part.Unknown part) {
        return part.origin().equals(ChatFormat.ID) ? Optional.of(part.raw()) : Optional.empty();
    }

    private static GatewayException unsupported(String demand) {
        return GatewayException.unsupported("messages", "messages: towards this model " + demand);
    }
}
