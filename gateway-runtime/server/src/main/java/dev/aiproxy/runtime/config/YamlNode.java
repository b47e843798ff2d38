package dev.aiproxy.runtime.config;

import java.util.List;

/** A YAML document: aliases resolved, merge keys applied, placeholders replaced. Prints no values. */
sealed interface YamlNode {
    Position at();

    /**
     * A value.
     *
     * @param plain whether it stood without quotes
     * @param fillings what placeholders in it were replaced by
     */
    record Scalar(Position at, String text, boolean plain, List<String> fillings) implements YamlNode {
        /** Whether a placeholder stood in it, so that a part of it may come from elsewhere. */
        boolean filledIn() {
            return !fillings.isEmpty();
        }

        @Override
        public String toString() {
            return "scalar";
        }
    }

    /** A list. */
    record Sequence(Position at, List<YamlNode> items) implements YamlNode {}

    /** Options by name, each name once. */
    record Mapping(Position at, List<Entry> entries) implements YamlNode {}

    /** Nothing: {@code ~}, {@code null}, or an option name without a value. */
    record Nothing(Position at) implements YamlNode {}

    /** Something whose fault has been reported. */
    record Faulty(Position at) implements YamlNode {}

    /**
     * An option.
     *
     * @param at where its name stands
     */
    record Entry(Position at, String key, YamlNode value) {}
}
