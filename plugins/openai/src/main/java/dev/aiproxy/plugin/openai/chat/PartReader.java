package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.CacheMarker;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the content parts of messages. */
final class PartReader {
    private PartReader() {}

    static Part read(Fields part) {
        return switch (part.requiredText("type")) {
            case "text" -> text(part);
            case "image_url" -> image(part);
            case "input_audio" -> audio(part, part.requiredObject("input_audio"));
            case "file" -> file(part, part.requiredObject("file"));
            case "refusal" -> new Part.Refusal(orEmpty(part.text("refusal")));
            default -> new Part.Unknown(ChatFormat.ID, part.node());
        };
    }

    private static Part text(Fields part) {
        String text = part.text("text");
        if (text == null) {
            throw Fields.wrong(part.at("text"), "is missing");
        }
        return new Part.Text(text, List.of(), null, CacheMarkers.read(part));
    }

    private static Part image(Fields part) {
        JsonNode image = part.value("image_url");
        CacheMarker cache = CacheMarkers.read(part);
        if (image != null && image.isString()) {
            return new Part.Image(DataUrls.source(image.asString(), part.at("image_url")), null, cache);
        }
        Fields fields = part.requiredObject("image_url");
        return new Part.Image(
                DataUrls.source(fields.requiredText("url"), fields.at("url")), fields.text("detail"), cache);
    }

    private static Part audio(Fields part, Fields audio) {
        String data = audio.requiredText("data");
        String format = audio.requiredText("format");
        MediaSource source = data.startsWith(DataUrls.SCHEME)
                ? DataUrls.source(data, audio.at("data"))
                : new MediaSource.Inline("audio/" + format, data);
        return new Part.Audio(source, CacheMarkers.read(part));
    }

    private static Part file(Fields part, Fields file) {
        return new Part.Document(fileSource(file), file.text("filename"), null, CacheMarkers.read(part));
    }

    private static MediaSource fileSource(Fields file) {
        String id = file.text("file_id");
        if (id != null) {
            return new MediaSource.FileId(id);
        }
        String data = file.requiredText("file_data");
        boolean url = data.startsWith(DataUrls.SCHEME) || data.startsWith("https:") || data.startsWith("http:");
        return url ? DataUrls.source(data, file.at("file_data")) : new MediaSource.Inline("application/pdf", data);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
