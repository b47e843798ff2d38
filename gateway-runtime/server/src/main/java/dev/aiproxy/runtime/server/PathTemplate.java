package dev.aiproxy.runtime.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of an endpoint: text and variables, each of which stands for at least one character, slashes included. */
final class PathTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final String template;
    private final Pattern pattern;
    private final List<String> variables = new ArrayList<>();
    private final int literalLength;

    PathTemplate(String template) {
        this.template = template;
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        int end = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(template.substring(end, variable.start())))
                    .append("(.+)");
            variables.add(variable.group(1));
            end = variable.end();
        }
        this.pattern = Pattern.compile(
                regex.append(Pattern.quote(template.substring(end))).toString());
        this.literalLength = VARIABLE.matcher(template).replaceAll("").length();
    }

    /** Whether it has no variables. */
    boolean literal() {
        return variables.isEmpty();
    }

    /** How much of a path it prescribes: of two templates that fit a path, the one that prescribes more is meant. */
    int literalLength() {
        return literalLength;
    }

    /** The variables of a path, percent-decoded; null if the path is another one. */
    @Nullable
    Map<String, String> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            values.put(variables.get(i), decode(matcher.group(i + 1)));
        }
        return values;
    }

    /** How many segments, from the first, are those of a path. */
    int commonSegments(String path) {
        String[] mine = template.split("/", -1);
        String[] others = path.split("/", -1);
        int common = 1;
        while (common < Math.min(mine.length, others.length) && mine[common].equals(others[common])) {
            common++;
        }
        return common - 1;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
