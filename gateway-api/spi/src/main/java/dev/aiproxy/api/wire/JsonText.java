package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Cheap looks at JSON that is not parsed into a tree, for {@link dev.aiproxy.api.translate.PassthroughTap}s: search the bytes
 * first, parse only what holds what is sought. Nothing here throws on text that is no JSON, and no buffer's position moves.
 */
public final class JsonText {
    /** From how many bytes on it pays to prepare a search. */
    private static final int LONG = 4096;

    private JsonText() {}

    /** The bytes of an ASCII text to search for; made once and kept. */
    public static byte[] needle(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the bytes occur between position and limit. */
    public static boolean contains(ByteBuffer text, byte[] needle) {
        if (needle.length == 0) {
            return true;
        }
        if (text.hasArray()) {
            int from = text.arrayOffset() + text.position();
            return contains(text.array(), from, from + text.remaining(), needle);
        }
        byte first = needle[0];
        for (int i = text.position(); i <= text.limit() - needle.length; i++) {
            if (text.get(i) == first && isAt(text, i, needle)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value at a path of member names from the top of a JSON object, or the whole text for an empty path; the rest is passed over without being kept. The first of
     * several members of one name counts.
     *
     * @return empty if there is no such member, or text before or in it is no JSON; a JSON {@code null} is present
     */
    public static Optional<JsonNode> find(ByteBuffer json, String... path) {
        try (JsonParser parser = Json.parser(json)) {
            for (String name : path) {
                if (parser.nextToken() != JsonToken.START_OBJECT || !enter(parser, name)) {
                    return Optional.empty();
                }
            }
            return parser.nextToken() == null ? Optional.empty() : Optional.of(parser.readValueAsTree());
        } catch (JacksonException invalid) {
            return Optional.empty();
        } catch (NumberFormatException beyond) { // an exponent that no decimal can hold
            return Optional.empty();
        }
    }

    private static boolean enter(JsonParser parser, String name) {
        String member = parser.nextName();
        while (member != null) {
            if (member.equals(name)) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
            member = parser.nextName();
        }
        return false;
    }

    /** The index behind the bracket that closes the one at {@code from}; −1 if none does. */
    static int end(byte[] bytes, int from, int to) {
        int depth = 0;
        boolean inString = false;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (inString && b == '\\') {
                i++;
            } else if (b == '"') {
                inString = !inString;
            } else if (!inString) {
                depth += change(b);
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private static int change(byte b) {
        if (b == '{' || b == '[') {
            return 1;
        }
        return b == '}' || b == ']' ? -1 : 0;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean contains(byte[] bytes, int from, int to, byte[] needle) {
        return to - from < LONG ? containsShort(bytes, from, to, needle) : containsLong(bytes, from, to, needle);
    }

    private static boolean containsShort(byte[] bytes, int from, int to, byte[] needle) {
        byte first = needle[0];
        int last = to - needle.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && isAt(bytes, i, needle)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at the last byte of each place only, and goes on by what that byte allows (Horspool 1980). */
    private static boolean containsLong(byte[] bytes, int from, int to, byte[] needle) {
        int last = needle.length - 1;
        int[] steps = new int[256];
        Arrays.fill(steps, needle.length);
        for (int i = 0; i < last; i++) {
            steps[needle[i] & 0xFF] = last - i;
        }
        for (int at = from; at + last < to; at += steps[bytes[at + last] & 0xFF]) {
            if (bytes[at + last] == needle[last] && bytes[at] == needle[0] && isAt(bytes, at, needle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] needle) {
        for (int i = 1; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAt(ByteBuffer text, int at, byte[] needle) {
        for (int i = 1; i < needle.length; i++) {
            if (text.get(at + i) != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
