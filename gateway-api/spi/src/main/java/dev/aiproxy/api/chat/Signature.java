package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.WireFormat;

/**
 * A provider's seal on something that it said and wants back unchanged: Claude's {@code signature}, Gemini's
 * {@code thoughtSignature}, Responses' {@code encrypted_content}. Opaque; it may only return to the format that made it.
 *
 * @param origin the wire format that made it
 * @param value its exact text
 */
public record Signature(WireFormat origin, String value) {
    /** Its value if it may be sent in {@code format}, else null. */
    public @org.jspecify.annotations.Nullable String valueFor(WireFormat format) {
        return origin.equals(format) ? value : null;
    }
}
