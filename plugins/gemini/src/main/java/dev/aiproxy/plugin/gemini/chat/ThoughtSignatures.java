package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The member {@code thoughtSignature}. Google's own signatures stand in it as they are. Those of other formats stand in it as the
 * base64 of {@code ai-proxy:<format>:s:<signature>} ({@code :r:} for redacted thinking), so that Gemini's SDKs, which take the
 * member for bytes, carry them, and so that they are recognised: they are given back to their own format and never sent to Google.
 */
final class ThoughtSignatures {
    /** What every foreign signature begins with, in either alphabet of base64. */
    static final String FOREIGN = "YWktcHJveHk6";

    private static final String MARK = "ai-proxy:";
    private static final String SIGNATURE = "s";
    private static final String REDACTED = "r";

    private ThoughtSignatures() {}

    /** A signature as it was found, and whether it is all there is of redacted thinking. */
    record Sealed(Signature signature, boolean redacted) {}

    static String write(Signature signature) {
        String own = signature.valueFor(GeminiFormat.ID);
        return own == null ? foreign(signature, SIGNATURE) : own;
    }

    static String writeRedacted(Signature data) {
        return foreign(data, REDACTED);
    }

    private static String foreign(Signature signature, String kind) {
        String text = MARK + signature.origin().id() + ":" + kind + ":" + signature.value();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isForeign(String value) {
        return value.startsWith(FOREIGN);
    }

    /** Empty for a foreign signature that was damaged on its way. */
    static Optional<Sealed> read(String value) {
        if (!isForeign(value)) {
            return Optional.of(new Sealed(new Signature(GeminiFormat.ID, value), false));
        }
        String[] pieces = decoded(value).split(":", 4);
        boolean whole = pieces.length == 4
                && pieces[1].matches("[a-z0-9][a-z0-9-]*")
                && (pieces[2].equals(SIGNATURE) || pieces[2].equals(REDACTED));
        return whole
                ? Optional.of(
                        new Sealed(new Signature(WireFormat.of(pieces[1]), pieces[3]), pieces[2].equals(REDACTED)))
                : Optional.empty();
    }

    /** SDKs may encode the bytes anew, with the alphabet for URLs and without padding. */
    private static String decoded(String value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            return "";
        }
    }
}
