package dev.aiproxy.api.chat;

/**
 * Estimates the tokens of a text by its runs of letters, digits, marks and white space. Inserting anything anywhere never lowers
 * the figure: a run that is split costs at least as much as before.
 */
final class TextTokens {
    private static final int SPACES_PER_TOKEN = 16;
    private static final int OTHER_LETTERS_PER_TOKEN = 2;

    private final TokenRates.Text rates;

    private enum Kind {
        LETTERS,
        OTHER_LETTERS,
        DIGITS,
        SPACES,
        MARKS,
        /** Ideographs and pictures: each is a token or more of its own. */
        SINGLE
    }

    TextTokens(TokenRates.Text rates) {
        this.rates = rates;
    }

    long count(String text) {
        long tokens = 0;
        int at = 0;
        while (at < text.length()) {
            Kind kind = kind(text.codePointAt(at));
            int end = at;
            int length = 0;
            while (end < text.length() && kind(text.codePointAt(end)) == kind) {
                end += Character.charCount(text.codePointAt(end));
                length++;
            }
            tokens += run(kind, length);
            at = end;
        }
        return tokens;
    }

    private long run(Kind kind, int length) {
        return switch (kind) {
            case LETTERS -> ceil(length, rates.lettersPerToken());
            case OTHER_LETTERS -> ceil(length, OTHER_LETTERS_PER_TOKEN);
            case DIGITS -> ceil(length, rates.digitsPerToken());
            case MARKS -> ceil(length, rates.marksPerToken());
            case SINGLE -> length;
            case SPACES -> length == 1 ? 0 : 1 + length / SPACES_PER_TOKEN;
        };
    }

    private static Kind kind(int c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return Kind.LETTERS;
        }
        if (c >= '0' && c <= '9') {
            return Kind.DIGITS;
        }
        if (Character.isWhitespace(c)) {
            return Kind.SPACES;
        }
        if (c < 0x80) {
            return Kind.MARKS;
        }
        boolean single = Character.isIdeographic(c) || Character.isSupplementaryCodePoint(c);
        return single || !Character.isLetter(c) ? Kind.SINGLE : Kind.OTHER_LETTERS;
    }

    private static long ceil(int length, int perToken) {
        return (length + perToken - 1L) / perToken;
    }
}
