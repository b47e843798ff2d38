package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.plugin.openai.chat.CacheMarkers;
import dev.aiproxy.plugin.openai.chat.DataUrls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the content of messages and of tool outputs (Q-RC-2, Q-RC-5). */
final class ContentReader {
    private ContentReader() {}

    static List<Part> read(Fields item, String name) {
        JsonNode content = item.value(name);
        if (content == null) {
            return List.of();
        }
        if (content.isString()) {
            return content.asString().isEmpty() ? List.of() : List.of(Part.Text.of(content.asString()));
        }
        if (!content.isArray()) {
            throw Fields.wrong(item.at(name), "must be a string or an array of parts");
        }
        List<Part> parts = new ArrayList<>();
        item.forEach(name, part -> parts.add(part(part)));
        return parts;
    }

    private static Part part(Fields part) {
        return switch (part.requiredText("type")) {
            case "input_text", "output_text", "text" -> text(part);
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            case "refusal" -> new Part.Refusal(orEmpty(part.text("refusal")));
            default -> new Part.Unknown(ResponsesFormat.ID, part.node());
        };
    }

    private static Part text(Fields part) {
        String text = part.text("text");
        if (text == null) {
            throw Fields.wrong(part.at("text"), "is missing");
        }
        return new Part.Text(text, List.of(), null, CacheMarkers.read(part));
    }

    /** The URL is a plain string here (Q-RK-5). */
    private static Part image(Fields part) {
        String id = part.text("file_id");
        MediaSource source = id == null
                ? DataUrls.source(part.requiredText("image_url"), part.at("image_url"))
                : new MediaSource.FileId(id);
        return new Part.Image(source, part.text("detail"), CacheMarkers.read(part));
    }

    private static Part file(Fields part) {
        return new Part.Document(fileSource(part), part.text("filename"), null, CacheMarkers.read(part));
    }

    private static MediaSource fileSource(Fields part) {
        String id = part.text("file_id");
        if (id != null) {
            return new MediaSource.FileId(id);
        }
        String url = part.text("file_url");
        if (url != null) {
            return DataUrls.source(url, part.at("file_url"));
        }
        String data = part.requiredText("file_data");
        return data.startsWith(DataUrls.SCHEME)
                ? DataUrls.source(data, part.at("file_data"))
                : new MediaSource.Inline("application/pdf", data);
    }

    private static Part audio(Fields audio) {
        String data = audio.requiredText("data");
        return new Part.Audio(new MediaSource.Inline("audio/" + audio.requiredText("format"), data), null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
