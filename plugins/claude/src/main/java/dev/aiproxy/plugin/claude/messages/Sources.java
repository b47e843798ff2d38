package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.wire.Fields;
import java.util.Locale;

/** Reads the {@code source} of images and documents. */
final class Sources {
    static final String NAME = "source";

    private static final String PDF = "application/pdf";
    private static final String CONTENT = "content";

    private Sources() {}

    static MediaSource image(Fields source) {
        return switch (source.requiredText("type")) {
            case "base64" -> inline(source);
            case "url" -> new MediaSource.Url(source.requiredText("url"), null);
            case "file" -> file(source);
            default -> throw Fields.wrong(source.at("type"), "must be base64, url or file");
        };
    }

    static MediaSource document(Fields source) {
        return switch (source.requiredText("type")) {
            case "base64" -> inline(source);
            case "text" -> new MediaSource.PlainText(source.requiredText("data"));
            case "url" -> new MediaSource.Url(source.requiredText("url"), PDF);
            case "file" -> file(source);
            case CONTENT -> new MediaSource.PlainText(contentText(source));
            default -> throw Fields.wrong(source.at("type"), "must be base64, text, url, content or file");
        };
    }

    private static MediaSource inline(Fields source) {
        String type = source.requiredText("media_type").toLowerCase(Locale.ROOT);
        return new MediaSource.Inline(type.equals("image/jpg") ? "image/jpeg" : type, source.requiredText("data"));
    }

    private static MediaSource file(Fields source) {
        return new MediaSource.FileId(source.requiredText("file_id"));
    }

    private static String contentText(Fields source) {
        var content = source.value(CONTENT);
        if (content != null && content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        source.forEach(CONTENT, block -> {
            if (!block.requiredText("type").equals("text")) {
                throw Fields.wrong(block.at("type"), "only text is supported in the content of a document");
            }
            text.append(block.requiredText("text"));
        });
        return text.toString();
    }
}
