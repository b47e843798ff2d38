package dev.aiproxy.api.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP header fields in order: names compare without case (RFC 9110 §5.1), a name may repeat. Immutable.
 *
 * <p>{@link #toString()} names the fields and never shows their values, because values carry credentials.
 */
public final class Headers {
    private static final Headers NONE = new Headers(new String[0]);

    private final String[] pairs;

    private Headers(String[] pairs) {
        this.pairs = pairs;
    }

    /** No field at all. */
    public static Headers none() {
        return NONE;
    }

    /**
     * Fields from alternating names and values.
     *
     * @throws IllegalArgumentException if the count is odd, a name is no token or a value holds a line break or NUL
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value");
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** Fields to be collected, none yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The first value of the field, if there is one. */
    public Optional<String> first(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) {
                return Optional.of(pairs[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** Every value of the field in order; empty if it is absent. */
    public List<String> all(String name) {
        List<String> values = List.of();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) {
                values = values.isEmpty() ? new ArrayList<>(1) : values;
                values.add(pairs[i + 1]);
            }
        }
        return values;
    }

    /** Whether the field is there, if only with an empty value. */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** The field names in lower case, in order, with repetitions. */
    public List<String> names() {
        List<String> names = new ArrayList<>(size());
        forEach((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    /** The number of fields, repeated ones counted each time. */
    public int size() {
        return pairs.length / 2;
    }

    /** Hands over each name, spelt as it was given, with its value, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            action.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** These fields with {@code name} set to one value, whatever it was before. */
    public Headers with(String name, String value) {
        return toBuilder().set(name, value).build();
    }

    /** A builder that holds these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        forEach(builder::append);
        return builder;
    }

    /** Equal are the same fields in the same order, names without case, values with. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && names().equals(headers.names()) && values().equals(headers.values());
    }

    @Override
    public int hashCode() {
        return 31 * names().hashCode() + values().hashCode();
    }

    private List<String> values() {
        List<String> values = new ArrayList<>(size());
        forEach((name, value) -> values.add(value));
        return values;
    }

    @Override
    public String toString() {
        return names().toString();
    }

    /** Collects fields; not thread-safe. */
    public static final class Builder {
        private final List<String> pairs = new ArrayList<>();

        private Builder() {}

        /** Adds a field behind those already there. */
        public Builder add(String name, String value) {
            requireToken(name);
            requireValue(name, value);
            return append(name, value);
        }

        /** Replaces every field of this name by one. */
        public Builder set(String name, String value) {
            return remove(name).add(name, value);
        }

        /** Takes every field of this name out. */
        public Builder remove(String name) {
            for (int i = pairs.size() - 2; i >= 0; i -= 2) {
                if (pairs.get(i).equalsIgnoreCase(name)) {
                    pairs.remove(i + 1);
                    pairs.remove(i);
                }
            }
            return this;
        }

        /** What was collected; the builder may go on. */
        public Headers build() {
            return pairs.isEmpty() ? NONE : new Headers(pairs.toArray(String[]::new));
        }

        private Builder append(String name, String value) {
            pairs.add(name);
            pairs.add(value);
            return this;
        }

        private static void requireToken(String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("an empty header name");
            }
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                    throw new IllegalArgumentException("not a header name: '" + name + "'");
                }
            }
        }

        private static void requireValue(String name, String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '\r' || c == '\n' || c == 0) {
                    throw new IllegalArgumentException("a line break or NUL in the value of header " + name);
                }
            }
        }
    }
}
