package dev.aiproxy.runtime.config;

import java.nio.file.Path;

/**
 * Where reading stands: reports land in the right file at the right option.
 *
 * @param origin the file as problems name it
 * @param directory what relative paths are relative to
 * @param path the option, empty at the top
 */
record Place(Problems problems, String origin, Path directory, String path) {
    private static final int LONGEST_NAME = 32;

    Place child(String name) {
        String shown = mayBeKey(name) ? "(a long name)" : name;
        return at(path.isEmpty() ? shown : path + "." + shown);
    }

    /** A key may stand where a name belongs, by mistake. */
    private static boolean mayBeKey(String name) {
        return name.length() > LONGEST_NAME && name.chars().anyMatch(Character::isDigit);
    }

    Place item(int index) {
        return at(path + "[" + index + "]");
    }

    Place at(String otherPath) {
        return new Place(problems, origin, directory, otherPath);
    }

    void report(Position position, String message) {
        report(position, message, "");
    }

    void report(Position position, String message, String suggestion) {
        problems.add(new ConfigProblem(origin, position.line(), position.column(), path, message, suggestion));
    }

    void warn(Position position, String message) {
        problems.warn(new ConfigProblem(origin, position.line(), position.column(), path, message, "").render());
    }
}
