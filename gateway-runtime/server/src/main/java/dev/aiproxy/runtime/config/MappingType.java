package dev.aiproxy.runtime.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping with options of its own.
 *
 * @param value makes the value of the options; null if a required one is missing, which has then been reported
 */
record MappingType<T>(OptionTable table, Function<Values, @Nullable T> value) implements OptionType<T> {
    @Override
    public String expects() {
        return "a mapping with " + String.join(", ", table.names(""));
    }

    @Override
    public @Nullable T read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Mapping mapping) {
            return value.apply(new TableReader(table).read(mapping, place));
        }
        place.report(node.at(), "must be " + expects());
        return null;
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.table(table);
    }
}
