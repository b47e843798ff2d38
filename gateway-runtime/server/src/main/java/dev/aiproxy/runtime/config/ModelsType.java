package dev.aiproxy.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The models of a credential; clients must be able to tell them apart. */
record ModelsType() implements OptionType<List<ModelMapping>> {
    private static final ListType<ModelMapping> LIST = new ListType<>(new ModelMappingType());

    @Override
    public String expects() {
        return LIST.expects();
    }

    @Override
    public @Nullable List<ModelMapping> read(YamlNode node, Place place) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            return LIST.read(node, place);
        }
        Map<String, Integer> first = new HashMap<>();
        List<ModelMapping> models = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode item = sequence.items().get(i);
            ModelMapping model =
                    item instanceof YamlNode.Faulty ? null : LIST.item().read(item, place.item(i));
            if (model != null) {
                Integer same = first.putIfAbsent(model.alias(), i);
                if (same != null) {
                    place.item(i).report(item.at(), "the same name as models[" + same + "] for clients");
                }
                models.add(model);
            }
        }
        return List.copyOf(models);
    }

    @Override
    public ObjectNode schema() {
        return LIST.schema();
    }
}
