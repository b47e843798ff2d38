package dev.aiproxy.runtime.json;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Refuses a body that is not exactly one JSON object in UTF-8; its messages say what to fix and where, and quote nothing. */
final class BodyCheck {
    private static final String SEND_OBJECT = "send one JSON object in UTF-8";

    private final byte[] bytes;
    private final int start;
    private final int end;

    BodyCheck(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    ObjectIndex index(Set<String> unique) {
        checkEncoding();
        ObjectIndex index = read(opening());
        checkEnd(index.close() + 1);
        checkUnique(index, unique);
        return index;
    }

    private void checkEncoding() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            throw refuse("the body starts with a byte order mark; send UTF-8 without one");
        }
        if (startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE) || hasZero(start)) {
            throw notUtf8();
        }
        int invalid = Utf8.firstInvalid(bytes, start, end);
        if (invalid >= 0) {
            throw at(invalid).refuse("the body is not UTF-8", "encode it as UTF-8");
        }
    }

    private int opening() {
        int open = Whitespace.after(bytes, start, end);
        if (open == end) {
            throw refuse("the body is empty; " + SEND_OBJECT);
        }
        if (bytes[open] != '{') {
            throw at(open).refuse("the body is not a JSON object: '{' is missing", SEND_OBJECT);
        }
        if (hasZero(open)) {
            throw notUtf8();
        }
        return open;
    }

    private ObjectIndex read(int open) {
        try {
            return ObjectIndex.read(bytes, open, end);
        } catch (StreamConstraintsException beyond) {
            throw at(faultOf(beyond, open))
                    .refuse(
                            "the body goes beyond a limit of the gateway",
                            "at most %d levels, %d digits of a number, %d characters of a member name"
                                    .formatted(
                                            StreamReadConstraints.DEFAULT_MAX_DEPTH,
                                            StreamReadConstraints.DEFAULT_MAX_NUM_LEN,
                                            StreamReadConstraints.DEFAULT_MAX_NAME_LEN));
        } catch (JacksonException invalid) {
            int fault = faultOf(invalid, open);
            throw fault == end
                    ? at(end).refuse("the body ends before its JSON object does", "send it whole")
                    : at(fault).refuse("the body is not valid JSON", "correct what stands there");
        }
    }

    private int faultOf(JacksonException failure, int open) {
        TokenStreamLocation location = failure.getLocation();
        long offset = location == null ? 0 : Math.max(0, location.getByteOffset());
        return (int) Math.min(open + offset, end);
    }

    private void checkEnd(int behind) {
        int trailing = Whitespace.after(bytes, behind, end);
        if (trailing < end) {
            throw at(trailing).refuse("the body goes on behind its JSON object", "send one object only");
        }
    }

    private void checkUnique(ObjectIndex index, Set<String> unique) {
        for (Member member : index.members()) {
            if (unique.contains(member.name()) && !member.equals(index.member(member.name()))) {
                refuseSecond(index, member.name());
            }
        }
    }

    private void refuseSecond(ObjectIndex index, String name) {
        Member second = index.members().stream()
                .filter(member -> member.name().equals(name))
                .skip(1)
                .findFirst()
                .orElseThrow();
        String message = "'%s' stands a second time at %s; send it once".formatted(name, at(second.keyStart()));
        throw GatewayException.invalid(name, message);
    }

    private Place at(int offset) {
        return Place.of(bytes, start, offset);
    }

    private boolean startsWith(int... prefix) {
        if (prefix.length > end - start) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[start + i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of four bytes is zero: JSON in UTF-16 or UTF-32. */
    private boolean hasZero(int from) {
        for (int at = from; at < Math.min(from + 4, end); at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    private static GatewayException notUtf8() {
        return refuse("the body looks like UTF-16 or UTF-32; encode it as UTF-8");
    }

    private static GatewayException refuse(String message) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, message);
    }
}
