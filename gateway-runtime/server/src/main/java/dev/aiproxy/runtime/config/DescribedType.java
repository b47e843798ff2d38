package dev.aiproxy.runtime.config;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A type with a closer description than its own. */
record DescribedType<T>(OptionType<T> type, Supplier<ObjectNode> description) implements OptionType<T> {
    @Override
    public String expects() {
        return type.expects();
    }

    @Override
    public @Nullable T read(YamlNode node, Place place) {
        return type.read(node, place);
    }

    @Override
    public ObjectNode schema() {
        return description.get();
    }
}
