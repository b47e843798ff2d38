package dev.aiproxy.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces placeholders by variables: a name in braces after a dollar sign, with or without a default after {@code :-}; a doubled dollar
 * sign escapes. A default is plain text, so that one placeholder ends at the first closing brace.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?})?");

    private final Map<String, String> variables;

    Placeholders(Map<String, String> variables) {
        this.variables = variables;
    }

    /** What the placeholders in the text stand for; for a text that can be expanded. */
    List<String> fillings(String text) {
        return text.contains("${")
                ? PLACEHOLDER
                        .matcher(text)
                        .results()
                        .filter(found -> found.group(1) != null)
                        .map(found -> String.valueOf(value(found)))
                        .toList()
                : List.of();
    }

    /** The text with its placeholders replaced; null if one cannot be, which has then been reported. */
    @Nullable
    String expand(String text, Position position, Place place) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder expanded = new StringBuilder();
        boolean complete = true;
        while (matcher.find()) {
            String value = value(matcher, position, place);
            complete &= value != null;
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(expanded);
        return complete ? expanded.toString() : null;
    }

    private @Nullable String value(Matcher matcher, Position position, Place place) {
        if (matcher.group().startsWith("$$")) {
            return "${";
        }
        String name = matcher.group(1);
        if (name == null) {
            place.report(position, "not a placeholder: write ${NAME} or ${NAME:-default}, or $${ for a literal ${");
            return null;
        }
        String standard = matcher.group(3);
        if (standard != null && standard.contains("${")) {
            place.report(position, "placeholders cannot be nested: the default in ${NAME:-default} is plain text");
            return null;
        }
        String value = value(matcher);
        if (value == null) {
            place.report(
                    position, "the environment variable " + name + " is not set and ${" + name + "} has no default");
        }
        return value;
    }

    /** The variable, or the default where that is not set or empty; null for neither. */
    private @Nullable String value(MatchResult placeholder) {
        String value = variables.get(placeholder.group(1));
        String standard = placeholder.group(3);
        return standard != null && (value == null || value.isEmpty()) ? standard : value;
    }
}
