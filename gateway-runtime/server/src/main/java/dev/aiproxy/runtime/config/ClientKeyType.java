package dev.aiproxy.runtime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An entry of {@code api-keys}: a key, or a mapping with its options. Named after its place in the list unless it has a name. */
record ClientKeyType() implements OptionType<ClientKey> {
    private static final OptionDef<KeyHash> KEY = OptionDef.of(
                    "key", new KeyHashType(), "The key that the client presents")
            .asRequired();
    private static final OptionDef<String> NAME =
            OptionDef.of("name", CredentialOptions.NAME.type(), "The name in logs and metrics");
    private static final OptionDef<List<String>> MODELS = OptionDef.of(
            "models",
            new NonEmptyType<>(OptionTypes.texts()),
            "What may be asked for with it, by the names that clients use; * stands for any characters");
    private static final OptionTable TABLE = new OptionTable(List.of(KEY, NAME, MODELS));
    private static final TableReader READER = new TableReader(TABLE);

    @Override
    public String expects() {
        return KEY.type().expects() + ", or a mapping with key, name and models";
    }

    @Override
    public @Nullable ClientKey read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Mapping mapping) {
            Values values = READER.read(mapping, place);
            return values.find(KEY)
                    .map(hash -> new ClientKey(values.get(NAME, place.path()), hash, models(values)))
                    .orElse(null);
        }
        if (node instanceof YamlNode.Sequence || node instanceof YamlNode.Nothing) {
            place.report(node.at(), "must be " + expects());
            return null;
        }
        KeyHash hash = KEY.type().read(node, place);
        return hash == null ? null : new ClientKey(place.path(), hash, ModelGlobs.all());
    }

    private static ModelGlobs models(Values values) {
        return values.find(MODELS).map(ModelGlobs::of).orElse(ModelGlobs.all());
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.anyOf(JsonSchema.scalar(), JsonSchema.table(TABLE));
    }
}
