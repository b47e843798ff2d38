package dev.aiproxy.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Names with a text each. */
record TextMapType() implements OptionType<Map<String, String>> {
    @Override
    public String expects() {
        return "a mapping of names to texts";
    }

    @Override
    public @Nullable Map<String, String> read(YamlNode node, Place place) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            place.report(node.at(), "must be " + expects());
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (entry.value() instanceof YamlNode.Scalar scalar) {
                values.put(entry.key(), scalar.text());
            } else if (!(entry.value() instanceof YamlNode.Faulty)) {
                place.child(entry.key()).report(entry.value().at(), "must be text");
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.mapping(JsonSchema.scalar());
    }
}
