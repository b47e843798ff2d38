package dev.aiproxy.plugin.claude.messages;

/** Tells texts apart while they grow, without holding them. */
final class TextMark {
    private static final long PRIME = 1_099_511_628_211L;

    private long hash = 0xcbf29ce484222325L;
    private long length;

    static TextMark of(String text) {
        TextMark mark = new TextMark();
        mark.append(text);
        return mark;
    }

    void append(String text) {
        length += text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    String key() {
        return length + "-" + Long.toHexString(hash);
    }
}
