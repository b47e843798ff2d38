package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of a message. Ollama's are base64 and nothing else, so what they are is told by how they begin. The prefix of a data
 * URL, which many clients leave on, is taken for what it says.
 */
final class Images {
    private static final String MEMBER = "images";
    private static final Pattern DATA_URL = Pattern.compile("data:(image/[\\w.+-]+);base64,");

    /** The base64 of each type's first bytes, as far as they make whole characters. */
    private static final Map<String, String> TYPES = Map.of(
            "iVBORw0KGgo", "image/png",
            "/9j/", "image/jpeg",
            "R0lGOD", "image/gif",
            "UklGR", "image/webp",
            "Qk", "image/bmp");

    private Images() {}

    static List<Part> read(Fields message) {
        List<Part> images = new ArrayList<>();
        List<String> texts = message.texts(MEMBER);
        for (int i = 0; i < texts.size(); i++) {
            images.add(new Part.Image(source(texts.get(i), message.at(MEMBER) + "[" + i + "]"), null, null));
        }
        return images;
    }

    private static MediaSource source(String text, String at) {
        Matcher url = DATA_URL.matcher(text);
        if (url.lookingAt()) {
            return new MediaSource.Inline(normalised(url.group(1)), text.substring(url.end()));
        }
        for (Map.Entry<String, String> type : TYPES.entrySet()) {
            if (text.startsWith(type.getKey())) {
                return new MediaSource.Inline(type.getValue(), text);
            }
        }
        throw Fields.wrong(at, "must be the base64 of a PNG, JPEG, GIF, WebP or BMP image");
    }

    private static String normalised(String type) {
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }
}
