package dev.aiproxy.api.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option that a plugin reads from the configuration file. The runtime validates, documents and redacts it.
 *
 * @param name as it stands in YAML: lower-case words with dashes; one with dots, such as {@code cache.size}, is nested in mappings
 * @param type what a value must be
 * @param description one sentence for {@code config} documentation
 * @param required whether it must be given
 * @param defaultValue the default as it would stand in YAML, null if there is none
 * @param allowed the only values allowed, empty for any
 */
public record OptionSpec(
        String name,
        Type type,
        String description,
        boolean required,
        @Nullable String defaultValue,
        List<String> allowed) {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** Types of option values, with the Java type that {@link Options} hands out. */
    public enum Type {
        /** {@link String}. */
        STRING,
        /** {@link Secret}; never printed. */
        SECRET,
        /** {@link Long}. */
        INT,
        /** {@link Boolean}. */
        BOOL,
        /** {@link java.time.Duration}: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, or a number of seconds. */
        DURATION,
        /** {@link java.net.URI}, absolute, http or https. */
        URI,
        /** {@link java.nio.file.Path}, relative to the configuration file; must be readable. */
        FILE,
        /** {@link List} of {@link String}. */
        LIST,
        /** {@link java.util.Map} of {@link String} to {@link String}. */
        MAP,
        /** {@link dev.aiproxy.api.wire.Headers} for requests to the provider; their values are never printed. */
        HEADERS,
        /** {@link tools.jackson.databind.node.ObjectNode}, any YAML mapping. */
        OBJECT
    }

    /**
     * Checks the name and copies the list.
     *
     * @throws IllegalArgumentException if the name is not lower-case words with dashes, nor several such with dots in between
     */
    public OptionSpec {
        if (!name.matches(NAME + "(\\." + NAME + ")*")) {
            throw new IllegalArgumentException("not an option name: '" + name + "'");
        }
        allowed = List.copyOf(allowed);
    }

    /** An option that may be left out and then is absent; see {@link #withDefault}. */
    public static OptionSpec optional(String name, Type type, String description) {
        return new OptionSpec(name, type, description, false, null, List.of());
    }

    /** An option without which the configuration is invalid. */
    public static OptionSpec required(String name, Type type, String description) {
        return new OptionSpec(name, type, description, true, null, List.of());
    }

    /**
     * The same option, with this value where none is given.
     *
     * @param value as it would stand in YAML; must be legal for the type
     */
    public OptionSpec withDefault(String value) {
        return new OptionSpec(name, type, description, required, value, allowed);
    }

    /** The same option, with these as its only legal values. */
    public OptionSpec withAllowed(String... values) {
        return new OptionSpec(name, type, description, required, defaultValue, List.of(values));
    }
}
