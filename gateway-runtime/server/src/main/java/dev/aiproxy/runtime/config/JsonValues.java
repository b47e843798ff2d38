package dev.aiproxy.runtime.config;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Edits the values in a text that holds JSON, such as an event of a stream, so that the JSON stays JSON. */
final class JsonValues {
    private static final Pattern NUMBER = Pattern.compile("(?<![^\\s:\\[,])-?\\d[-+.\\deE]*(?![^\\s,\\]}])");

    private JsonValues() {}

    /**
     * @param edit is given strings as they mean, whatever their escapes, and numbers as they stand there; an edited number becomes
     *     a string
     */
    static String edited(String text, UnaryOperator<String> edit) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        int quote = text.indexOf('"');
        while (quote >= 0) {
            int end = endOfString(text, quote);
            if (end > 0) {
                out.append(numbers(text.substring(from, quote), edit));
                out.append(string(text.substring(quote, end), edit));
                from = end;
            }
            quote = text.indexOf('"', Math.max(end, quote + 1));
        }
        return out.append(numbers(text.substring(from), edit)).toString();
    }

    /** Where the string is over that begins at a quote, or -1 if it is none: it would end in the same line. */
    private static int endOfString(String text, int quote) {
        for (int i = quote + 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"' -> {
                    return i + 1;
                }
                case '\\' -> i++;
                case '\r', '\n' -> {
                    return -1;
                }
                default -> {}
            }
        }
        return -1;
    }

    private static String string(String quoted, UnaryOperator<String> edit) {
        JsonNode string;
        try {
            string = Json.parse(quoted);
        } catch (GatewayException notJson) {
            return quoted;
        }
        String edited = edit.apply(string.asString());
        return edited.equals(string.asString()) ? quoted : quoted(edited);
    }

    private static String numbers(String between, UnaryOperator<String> edit) {
        return NUMBER.matcher(between).replaceAll(number -> {
            String edited = edit.apply(number.group());
            return Matcher.quoteReplacement(edited.equals(number.group()) ? edited : quoted(edited));
        });
    }

    private static String quoted(String text) {
        return Json.text(Json.nodes().stringNode(text));
    }
}
