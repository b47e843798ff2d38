package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** {@code data:} URLs (RFC 2397), base64 only. */
public final class DataUrls {
    /** What every data URL begins with. */
    public static final String SCHEME = "data:";

    private static final String BASE64 = ";base64";

    private DataUrls() {}

    /** The bytes of a data URL as they are encoded (T-CO-1), any other URL as it is. */
    public static MediaSource source(String url, String at) {
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

    /** The data URL of inline bytes. */
    public static String of(MediaSource.Inline media) {
        return SCHEME + media.mediaType() + BASE64 + "," + media.base64();
    }

    /** A name for a file without one, whose ending tells its kind. */
    public static String fileName(MediaSource.Inline file) {
        return "document." + file.mediaType().replaceFirst(".*/", "").replaceFirst("[^A-Za-z0-9].*", "");
    }

    /**
     * The text in inline bytes.
     *
     * @throws GatewayException if they are no base64
     */
    public static String decodedText(MediaSource.Inline document) {
        try {
            return new String(Base64.getMimeDecoder().decode(document.base64()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw GatewayException.invalid("messages", "messages: a document's data is no base64");
        }
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
