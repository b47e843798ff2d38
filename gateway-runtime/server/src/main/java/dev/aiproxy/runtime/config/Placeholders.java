package dev.aiproxy.runtime.config;

import java.util.Map;
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

    /** Whether there is a placeholder in the text, whatever it stands for. */
    static boolean stand(String text) {
        return text.contains("${") && PLACEHOLDER.matcher(text).results().anyMatch(found -> found.group(1) != null);
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
        String value = variables.get(name);
        boolean withDefault = matcher.group(2) != null;
        if (withDefault && matcher.group(3).contains("${")) {
            place.report(position, "placeholders cannot be nested: the default in ${NAME:-default} is plain text");
            return null;
        }
        if (withDefault && (value == null || value.isEmpty())) {
            return matcher.group(3);
        }
        if (value == null) {
            place.report(
                    position, "the environment variable " + name + " is not set and ${" + name + "} has no default");
        }
        return value;
    }
}
