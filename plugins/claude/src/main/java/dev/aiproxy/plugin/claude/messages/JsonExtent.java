package dev.aiproxy.plugin.claude.messages;

/** Follows the fragments of a JSON object, to see where it ends. */
final class JsonExtent {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean complete;

    void append(String fragment) {
        for (int i = 0; i < fragment.length(); i++) {
            append(fragment.charAt(i));
        }
    }

    boolean isComplete() {
        return complete;
    }

    private void append(char c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return;
        }
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth--;
                complete = depth <= 0;
            }
            default -> {}
        }
    }
}
