package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.IdSource;
import java.util.concurrent.ThreadLocalRandom;

/** Random ids, for tracing and pairing; not for secrets. */
public final class Ids {
    private static final char[] ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final int LENGTH = 24;

    /** Ids of a prefix and 24 random letters and digits. */
    public static final IdSource RANDOM = Ids::next;

    private Ids() {}

    private static String next(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return id.toString();
    }
}
