package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What values of an option may be, and how they are read. */
interface OptionType<T> {
    /** What is allowed, to follow "must be". */
    String expects();

    /** The value; null if it is none, which has then been reported. Never called for {@link YamlNode.Faulty}. */
    @Nullable
    T read(YamlNode node, Place place);

    /** What the type allows, as JSON Schema; may allow more than it does. Always a fresh object; empty for anything. */
    default ObjectNode schema() {
        return JsonSchema.scalar();
    }

    /** Whether an option name without a value is a value, rather than the same as leaving the option out. */
    default boolean readsNothing() {
        return false;
    }
}
