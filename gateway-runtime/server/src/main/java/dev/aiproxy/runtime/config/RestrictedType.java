package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A type of which only some spellings are allowed. */
record RestrictedType<T>(OptionType<String> choice, OptionType<T> type) implements OptionType<T> {
    @Override
    public String expects() {
        return choice.expects();
    }

    @Override
    public @Nullable T read(YamlNode node, Place place) {
        return choice.read(node, place) == null ? null : type.read(node, place);
    }

    @Override
    public ObjectNode schema() {
        return choice.schema();
    }
}
