package dev.aiproxy.api.wire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One edit of a JSON body that otherwise keeps its bytes.
 *
 * @param mode what to do
 * @param path member names from the top of the body; arrays are not entered; at least one
 * @param value the new value; null for {@link Mode#REMOVE} only
 */
public record JsonEdit(
        Mode mode, List<String> path, @Nullable JsonNode value) {
    /** What an edit does. Missing objects on the way are created, except for {@link #REMOVE}. */
    public enum Mode {
        /** Sets the member, whether it is there or not. */
        SET,
        /** Sets the member unless it is there; a JSON {@code null} counts as there. */
        SET_IF_ABSENT,
        /** Takes the member out; does nothing if it is not there. */
        REMOVE
    }

    /**
     * Checks the path and the value.
     *
     * @throws IllegalArgumentException if the path is empty, or a value is given for {@link Mode#REMOVE} or missing for another
     *     mode
     */
    public JsonEdit {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("an edit without a path");
        }
        if (mode == Mode.REMOVE ? value != null : value == null) {
            throw new IllegalArgumentException("a value belongs to SET and SET_IF_ABSENT only");
        }
    }

    /** Sets the member at a path. */
    public static JsonEdit set(JsonNode value, String... path) {
        return new JsonEdit(Mode.SET, List.of(path), Objects.requireNonNull(value));
    }

    /** Sets the member at a path unless it is there. */
    public static JsonEdit setIfAbsent(JsonNode value, String... path) {
        return new JsonEdit(Mode.SET_IF_ABSENT, List.of(path), Objects.requireNonNull(value));
    }

    /** Takes the member at a path out. */
    public static JsonEdit remove(String... path) {
        return new JsonEdit(Mode.REMOVE, List.of(path), null);
    }

    /** What is done where; never the value, which is a client's or an operator's. */
    @Override
    public String toString() {
        return mode + " " + String.join(".", path);
    }
}
