package dev.aiproxy.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Models with others that stand in for them. */
record FallbacksType() implements OptionType<Map<String, List<String>>> {
    private static final OptionType<List<String>> MODELS = OptionTypes.texts();

    @Override
    public String expects() {
        return "a mapping of models to lists of models";
    }

    @Override
    public @Nullable Map<String, List<String>> read(YamlNode node, Place place) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            place.report(node.at(), "must be " + expects());
            return null;
        }
        Map<String, List<String>> fallbacks = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            List<String> models = entry.value() instanceof YamlNode.Faulty
                    ? null
                    : MODELS.read(entry.value(), place.child(entry.key()));
            if (models != null) {
                fallbacks.put(entry.key(), models);
            }
        }
        return Collections.unmodifiableMap(fallbacks);
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.mapping(MODELS.schema());
    }
}
