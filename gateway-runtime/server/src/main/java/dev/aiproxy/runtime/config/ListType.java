package dev.aiproxy.runtime.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A list of values of one type. */
record ListType<T>(OptionType<T> item) implements OptionType<List<T>> {
    @Override
    public String expects() {
        return "a list, each entry " + item.expects();
    }

    @Override
    public @Nullable List<T> read(YamlNode node, Place place) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            place.report(node.at(), "must be " + expects());
            return null;
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode entry = sequence.items().get(i);
            T value = entry instanceof YamlNode.Faulty ? null : item.read(entry, place.item(i));
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.list(item.schema());
    }
}
