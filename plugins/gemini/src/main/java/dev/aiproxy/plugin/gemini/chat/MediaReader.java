package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Fields;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code inlineData} and {@code fileData} (table T-CO). */
final class MediaReader {
    /** Files that were uploaded to Google; nobody else can fetch them. */
    private static final String GOOGLE_FILES = "https://generativelanguage.googleapis.com/";

    private MediaReader() {}

    static Optional<Part> read(Fields part) {
        Fields inline = part.object("inlineData");
        if (inline != null) {
            String type = normal(inline.requiredText("mimeType"));
            return Optional.of(
                    of(type, new MediaSource.Inline(type, inline.requiredText("data")), inline.text("displayName")));
        }
        Fields file = part.object("fileData");
        if (file == null) {
            return Optional.empty();
        }
        String type = file.text("mimeType");
        String known = type == null ? null : normal(type);
        return Optional.of(of(known, source(file.requiredText("fileUri"), known), file.text("displayName")));
    }

    private static MediaSource source(String uri, @Nullable String type) {
        boolean open = uri.startsWith("https://") || uri.startsWith("http://");
        return open && !uri.startsWith(GOOGLE_FILES) ? new MediaSource.Url(uri, type) : new MediaSource.FileId(uri);
    }

    static Part of(@Nullable String type, MediaSource source, @Nullable String name) {
        if (type != null && type.startsWith("image/")) {
            return new Part.Image(source, null, null);
        }
        if (type != null && type.startsWith("audio/")) {
            return new Part.Audio(source, null);
        }
        return new Part.Document(source, name, null, null);
    }

    static String normal(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.equals("image/jpg") ? "image/jpeg" : lower;
    }
}
