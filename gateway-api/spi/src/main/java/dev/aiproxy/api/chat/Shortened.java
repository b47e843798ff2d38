package dev.aiproxy.api.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names in the alphabet that every format allows, with a digest in place of what does not fit. */
final class Shortened {
    private static final int DIGEST_LENGTH = 13;

    private Shortened() {}

    static boolean fits(String name, int maxLength) {
        return !name.isEmpty() && name.length() <= maxLength && name.chars().allMatch(Shortened::isLegal);
    }

    /** At most {@code maxLength} characters; begins with a letter or an underscore. */
    static String of(String name, int maxLength) {
        StringBuilder text = new StringBuilder(maxLength);
        int kept = Math.min(name.length(), maxLength - DIGEST_LENGTH - 1);
        for (int i = 0; i < kept; i++) {
            char c = name.charAt(i);
            text.append(isLegal(c) ? c : '_');
        }
        if (text.length() > 0 && !isStart(text.charAt(0))) {
            text.setCharAt(0, '_');
        }
        return text.append('_').append(digest(name)).toString();
    }

    private static boolean isLegal(int c) {
        return isStart(c) || (c >= '0' && c <= '9') || c == '-';
    }

    private static boolean isStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            String digits = Long.toString(ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE, 36);
            return "0".repeat(DIGEST_LENGTH - digits.length()) + digits;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
