package dev.aiproxy.dist;

import java.util.Random;

/** Random JSON texts, spelled in every legal way that a parser would normalise away. */
final class JsonTexts {
    private static final String[] NUMBERS = {
        "0", "-0", "1.0", "1e2", "1E+2", "-1.50e-07", "0.1000", "1E400", "12345678901234567890123456789012345678.90"
    };
    private static final String[] PIECES = {
        "a",
        "model",
        "é",
        "漢字",
        "🦜",
        "\\ud800",
        "\\uDFFF x",
        "\\/",
        "\\u0041",
        "\\n",
        "\\\"",
        "{",
        "]",
        ",",
        ":",
        "\\\\"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n  ", "   "};

    private final Random random;

    JsonTexts(long seed) {
        random = new Random(seed);
    }

    /** An object with this text as the value of its one member {@code model}, somewhere among others. */
    String objectWithModel(String model, String modelKey) {
        int members = random.nextInt(6);
        int place = random.nextInt(members + 1);
        StringBuilder text = new StringBuilder(space()).append('{');
        for (int i = 0; i <= members; i++) {
            text.append(i == 0 ? "" : ",").append(space());
            text.append(i == place ? "\"" + modelKey + "\"" : name(i))
                    .append(space())
                    .append(':')
                    .append(space());
            text.append(i == place ? model : value(3)).append(space());
        }
        return text.append('}').append(space()).toString();
    }

    /** Any value, at most so deep. */
    String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 1, 2 -> string();
            case 3 -> random.nextBoolean() ? "null" : "true";
            case 4 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{").append(space());
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            String name = random.nextInt(3) == 0 ? "\"model\"" : name(i);
            text.append(i == 0 ? "" : ",")
                    .append(space())
                    .append(name)
                    .append(':')
                    .append(value(depth));
        }
        return text.append(space()).append('}').toString();
    }

    private String array(int depth) {
        StringBuilder text = new StringBuilder("[").append(space());
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            text.append(i == 0 ? "" : ",").append(space()).append(value(depth)).append(space());
        }
        return text.append(']').toString();
    }

    private String string() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append('"').toString();
    }

    private String name(int i) {
        return "\"unknown " + (random.nextBoolean() ? "ü" : "u") + i + "\"";
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
