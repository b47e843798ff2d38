package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.wire.Fields;
import java.util.Locale;

/** {@code data:} URLs (RFC 2397), base64 only. */
final class DataUrls {
    static final String SCHEME = "data:";

    private static final String BASE64 = ";base64";

    private DataUrls() {}

    /** The bytes of a data URL as they are encoded (T-CO-1), any other URL as it is. */
    static MediaSource source(String url, String at) {
        if (!url.startsWith(SCHEME)) {
            return new MediaSource.Url(url, null);
        }
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(SCHEME.length(), comma);
        if (!head.endsWith(BASE64)) {
            throw Fields.wrong(at, "a data URL must read data:<media type>;base64,<data>");
        }
        return new MediaSource.Inline(mediaType(head), url.substring(comma + 1));
    }

    static String of(MediaSource.Inline media) {
        return SCHEME + media.mediaType() + BASE64 + "," + media.base64();
    }

    private static String mediaType(String head) {
        String type = head.substring(0, head.indexOf(';')).trim().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "" -> "application/octet-stream";
            case "image/jpg" -> "image/jpeg";
            default -> type;
        };
    }
}
