package dev.aiproxy.api.chat;

import org.jspecify.annotations.Nullable;

/** Where the bytes of an image, document or audio come from. */
public sealed interface MediaSource {
    /**
     * Inline bytes.
     *
     * @param mediaType such as {@code image/png}; normalised ({@code image/jpg} is {@code image/jpeg})
     * @param base64 the payload exactly as the client encoded it
     */
    record Inline(String mediaType, String base64) implements MediaSource {}

    /**
     * Somewhere to fetch from.
     *
     * @param url as the client gave it; the gateway does not fetch it
     * @param mediaType null if the client did not say
     */
    record Url(String url, @Nullable String mediaType) implements MediaSource {}

    /**
     * A file that the provider holds under an id; means something only to that provider.
     *
     * @param id the provider's id
     */
    record FileId(String id) implements MediaSource {}

    /**
     * Plain text, for documents.
     *
     * @param text the whole document
     */
    record PlainText(String text) implements MediaSource {}
}
