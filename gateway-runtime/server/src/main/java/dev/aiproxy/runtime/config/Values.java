package dev.aiproxy.runtime.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a table's options, in the order in which they were given, defaults last. */
final class Values {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Position> given = new LinkedHashMap<>();
    private final Map<String, YamlNode> sources = new HashMap<>();

    <T> void put(OptionDef<T> option, T value) {
        values.put(option.path(), value);
        sources.remove(option.path());
    }

    /** @param source what the value was read from */
    <T> void put(OptionDef<T> option, T value, YamlNode source) {
        values.put(option.path(), value);
        sources.put(option.path(), source);
    }

    /** What the option's value was read from; null if it was not read from YAML. */
    @Nullable
    YamlNode source(OptionDef<?> option) {
        return sources.get(option.path());
    }

    void markGiven(OptionDef<?> option, Position position) {
        given.put(option.path(), position);
    }

    /** Whether the option stands in the file, even with a faulty value. */
    boolean isGiven(OptionDef<?> option) {
        return given.containsKey(option.path());
    }

    Map<String, Position> positions() {
        return given;
    }

    Set<String> paths() {
        return values.keySet();
    }

    @SuppressWarnings("unchecked") // put() pairs option and value
    <T> Optional<T> find(OptionDef<T> option) {
        return Optional.ofNullable((T) values.get(option.path()));
    }

    /**
     * The value of an option that has a default.
     *
     * @throws IllegalStateException if it is absent, which an earlier report explains
     */
    <T> T get(OptionDef<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException("no value of " + option.path()));
    }

    <T> T get(OptionDef<T> option, T otherwise) {
        return find(option).orElse(otherwise);
    }
}
