package dev.aiproxy.runtime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A model as {@code {id, alias}} or as its id alone. */
record ModelMappingType() implements OptionType<ModelMapping> {
    private static final OptionType<String> TEXT = OptionTypes.text();
    private static final OptionDef<String> ID =
            OptionDef.of("id", TEXT, "The model as the provider knows it").asRequired();
    private static final OptionDef<String> ALIAS = OptionDef.of("alias", TEXT, "The model as clients know it");
    private static final OptionTable TABLE = new OptionTable(List.of(ID, ALIAS));
    private static final TableReader READER = new TableReader(TABLE);

    @Override
    public String expects() {
        return "a model, as text or as a mapping with id and alias";
    }

    @Override
    public @Nullable ModelMapping read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Mapping mapping) {
            Values values = READER.read(mapping, place);
            return values.find(ID)
                    .map(id -> new ModelMapping(id, values.get(ALIAS, id)))
                    .orElse(null);
        }
        if (node instanceof YamlNode.Scalar) {
            String id = TEXT.read(node, place);
            return id == null ? null : new ModelMapping(id, id);
        }
        place.report(node.at(), "must be " + expects());
        return null;
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.anyOf(JsonSchema.scalar(), JsonSchema.table(TABLE));
    }
}
