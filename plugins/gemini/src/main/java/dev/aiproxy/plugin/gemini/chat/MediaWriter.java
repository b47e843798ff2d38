package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code inlineData} and {@code fileData} (table T-CO). */
final class MediaWriter {
    private static final Map<String, String> TYPE_BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "gif", "image/gif",
            "pdf", "application/pdf",
            "txt", "text/plain",
            "mp3", "audio/mp3",
            "wav", "audio/wav",
            "mp4", "video/mp4");

    private MediaWriter() {}

    static ObjectNode write(MediaSource source) {
        if (source instanceof MediaSource.Inline inline) {
            return inline(inline);
        }
        if (source instanceof MediaSource.PlainText plain) {
            return Json.object().put("text", plain.text());
        }
        if (source instanceof MediaSource.Url url) {
            return file(url);
        }
        throw GatewayException.unsupported(
                "messages", "messages: towards this model a file must be given inline or by URL, not by its id");
    }

    static ObjectNode inline(MediaSource.Inline inline) {
        ObjectNode node = Json.object();
        node.putObject("inlineData").put("mimeType", inline.mediaType()).put("data", inline.base64());
        return node;
    }

    private static ObjectNode file(MediaSource.Url url) {
        ObjectNode node = Json.object();
        ObjectNode file = node.putObject("fileData");
        String type = url.mediaType() == null ? typeOf(url.url()) : url.mediaType();
        if (type != null) {
            file.put("mimeType", type);
        }
        file.put("fileUri", url.url());
        return node;
    }

    private static @Nullable String typeOf(String url) {
        String path = url.replaceFirst("[?#].*", "");
        return TYPE_BY_ENDING.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
