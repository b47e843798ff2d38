package dev.aiproxy.api.provider;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Validated option values, defaults filled in. Immutable. {@link #toString()} shows the names only.
 */
public final class Options {
    private static final Options NONE = new Options(Map.of());

    private final Map<String, Object> values;

    private Options(Map<String, Object> values) {
        this.values = values;
    }

    /** No values at all. */
    public static Options none() {
        return NONE;
    }

    /** Values by option name, each of the Java type that its {@link OptionSpec.Type} states. */
    public static Options of(Map<String, ?> values) {
        return values.isEmpty() ? NONE : new Options(Map.copyOf(values));
    }

    /**
     * The value, if it was given or has a default.
     *
     * @param type the Java type that the option's {@link OptionSpec.Type} states
     * @throws ClassCastException if that is another type
     */
    public <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    /**
     * The value of an option that is required or has a default.
     *
     * @throws IllegalStateException if it is absent all the same
     */
    public <T> T get(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> new IllegalStateException("option '" + name + "' is absent"));
    }

    /** The options that have a value, given or by default. Unmodifiable. */
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
