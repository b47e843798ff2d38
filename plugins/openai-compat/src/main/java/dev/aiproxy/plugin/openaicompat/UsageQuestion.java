package dev.aiproxy.plugin.openaicompat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds {@code "include_usage":true} in a request without parsing it. */
final class UsageQuestion {
    private static final byte[] KEY = "\"include_usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

    private UsageQuestion() {}

    static boolean standsIn(ByteBuffer body) {
        for (int at = body.position(); at <= body.limit() - KEY.length; at++) {
            if (body.get(at) == '"' && matches(body, at, KEY) && isTrue(body, at + KEY.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTrue(ByteBuffer body, int behindKey) {
        int at = skipSpace(body, behindKey);
        return at < body.limit() && body.get(at) == ':' && matches(body, skipSpace(body, at + 1), TRUE);
    }

    private static boolean matches(ByteBuffer body, int at, byte[] wanted) {
        if (at + wanted.length > body.limit()) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (body.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int skipSpace(ByteBuffer body, int from) {
        int at = from;
        while (at < body.limit() && body.get(at) <= ' ') {
            at++;
        }
        return at;
    }
}
