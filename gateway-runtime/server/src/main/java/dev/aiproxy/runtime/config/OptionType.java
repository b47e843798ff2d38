package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;

/** What values of an option may be, and how they are read. */
interface OptionType<T> {
    /** What is allowed, to follow "must be". */
    String expects();

    /** The value; null if it is none, which has then been reported. Never called for {@link YamlNode.Faulty}. */
    @Nullable
    T read(YamlNode node, Place place);

    /** Whether an option name without a value is a value, rather than the same as leaving the option out. */
    default boolean readsNothing() {
        return false;
    }
}
