package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The content parts of user and system messages. */
final class PartWriter extends ContentParts {
    PartWriter(WireFormat clientFormat) {
        super(clientFormat);
    }

    @Override
    protected ObjectNode text(String text) {
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
    protected ObjectNode file(Part.Document part) {
        ObjectNode node = Json.object().put("type", "file");
        ObjectNode file = node.putObject("file");
        if (part.source() instanceof MediaSource.Inline inline) {
            inline(part, inline, file);
        } else {
            file.put("file_id", fileId(part.source(), "a document must be given inline"));
        }
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
    public Optional<JsonNode> unknown(Part.Unknown part) {
        return part.origin().equals(ChatFormat.ID) ? Optional.of(part.raw()) : Optional.empty();
    }
}
