package dev.aiproxy.runtime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A list with at least one entry, because an empty one would look like a choice and be none. */
record NonEmptyType<T>(OptionType<List<T>> list) implements OptionType<List<T>> {
    @Override
    public String expects() {
        return list.expects();
    }

    @Override
    public @Nullable List<T> read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            place.report(node.at(), "must not be empty: leave the option out for no restriction");
            return null;
        }
        return list.read(node, place);
    }

    @Override
    public ObjectNode schema() {
        return list.schema().put("minItems", 1);
    }
}
