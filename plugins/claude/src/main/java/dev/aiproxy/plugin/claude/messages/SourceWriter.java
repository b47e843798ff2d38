package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Writes the {@code source} of images and documents for an upstream (W-CL-14). */
final class SourceWriter {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";
    private static final int MAX_TITLE = 500;
    private static final String TYPE = "type";

    private final WireFormat clientFormat;

    SourceWriter(WireFormat clientFormat) {
        this.clientFormat = clientFormat;
    }

    ObjectNode image(MediaSource source) {
        if (source instanceof MediaSource.Inline inline && IMAGES.contains(inline.mediaType())) {
            return base64(inline);
        }
        if (source instanceof MediaSource.Url url) {
            return url(url);
        }
        if (source instanceof MediaSource.FileId file) {
            return file(file);
        }
        throw unsupported("an image must be JPEG, PNG, GIF or WebP, inline or by URL");
    }

    /** Empty for a document without text, which is refused like an empty text. */
    Optional<ObjectNode> document(Part.Document part) {
        MediaSource source = part.source();
        if (source instanceof MediaSource.Inline inline && IMAGES.contains(inline.mediaType())) {
            ObjectNode block = Json.object().put(TYPE, "image");
            block.set(Sources.NAME, base64(inline));
            return Optional.of(block);
        }
        if (source instanceof MediaSource.Inline inline) {
            return inline.mediaType().equals(PDF)
                    ? Optional.of(block(part, base64(inline)))
                    : plain(part, decoded(inline));
        }
        if (source instanceof MediaSource.PlainText text) {
            return plain(part, text.text());
        }
        return Optional.of(
                block(part, source instanceof MediaSource.Url url ? url(url) : file((MediaSource.FileId) source)));
    }

    private static Optional<ObjectNode> plain(Part.Document part, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        ObjectNode source =
                Json.object().put(TYPE, "text").put("media_type", "text/plain").put("data", text);
        return Optional.of(block(part, source));
    }

    private static ObjectNode block(Part.Document part, ObjectNode source) {
        ObjectNode block = Json.object().put(TYPE, "document");
        block.set(Sources.NAME, source);
        String title = part.name();
        if (title != null && !title.isBlank()) {
            block.put("title", title.length() > MAX_TITLE ? title.substring(0, MAX_TITLE) : title);
        }
        String context = part.context();
        if (context != null && !context.isBlank()) {
            block.put("context", context);
        }
        return block;
    }

    private static ObjectNode base64(MediaSource.Inline inline) {
        return Json.object()
                .put(TYPE, "base64")
                .put("media_type", inline.mediaType())
                .put("data", inline.base64());
    }

    private static ObjectNode url(MediaSource.Url url) {
        if (!url.url().startsWith("https:") && !url.url().startsWith("http:")) {
            throw unsupported("a URL must begin with https: or http:");
        }
        return Json.object().put(TYPE, "url").put("url", url.url());
    }

    private ObjectNode file(MediaSource.FileId file) {
        if (!clientFormat.equals(ClaudeFormat.ID)) {
            throw unsupported("a file must be given inline or by URL");
        }
        return Json.object().put(TYPE, "file").put("file_id", file.id());
    }

    private static String decoded(MediaSource.Inline inline) {
        if (!inline.mediaType().startsWith("text/") && !inline.mediaType().equals("application/json")) {
            throw unsupported("a document must be PDF or text");
        }
        try {
            byte[] text = Base64.getMimeDecoder().decode(inline.base64());
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw GatewayException.invalid("messages", "messages: a document's data is no base64");
        }
    }

    private static GatewayException unsupported(String demand) {
        return GatewayException.unsupported("messages", "messages: towards this model " + demand);
    }
}
