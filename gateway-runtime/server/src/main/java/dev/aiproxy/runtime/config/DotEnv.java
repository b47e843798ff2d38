package dev.aiproxy.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables of a {@code .env} file: {@code NAME=value} lines, with or without {@code export} and quotes; {@code #} begins a
 * comment.
 *
 * @param warnings lines that say nothing, by number
 */
record DotEnv(Map<String, String> variables, List<String> warnings) {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)");
    private static final Pattern VALUE = Pattern.compile(
            "'([^']*)'\\s*(?:#.*)?|\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?|((?!['\"]).*?)(?:(?:^|\\s+)#.*)?");

    /** The file's variables; none if there is no such file. */
    static DotEnv read(Path file) {
        if (!Files.isRegularFile(file)) {
            return new DotEnv(Map.of(), List.of());
        }
        try {
            return parse(Files.readAllLines(file), file.toString());
        } catch (IOException unreadable) {
            return new DotEnv(Map.of(), List.of(file + ": ignored: it cannot be read as UTF-8 text"));
        }
    }

    static DotEnv parse(List<String> lines, String label) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !readLine(line, variables)) {
                warnings.add(label + ":" + (i + 1) + ": ignored: not NAME=value");
            }
        }
        return new DotEnv(variables, warnings);
    }

    private static boolean readLine(String line, Map<String, String> variables) {
        Matcher assignment = LINE.matcher(line);
        if (!assignment.matches()) {
            return false;
        }
        Matcher value = VALUE.matcher(assignment.group(2));
        if (!value.matches()) {
            return false;
        }
        variables.put(assignment.group(1), text(value));
        return true;
    }

    private static String text(Matcher value) {
        if (value.group(1) != null) {
            return value.group(1);
        }
        return value.group(2) == null ? value.group(3) : unescape(value.group(2));
    }

    private static String unescape(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                char escaped = quoted.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "DotEnv" + variables.keySet();
    }
}
