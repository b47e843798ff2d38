package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.ProviderSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A provider's section: its credentials. */
final class CredentialsType implements OptionType<List<CredentialConfig>> {
    private final ProviderSpec spec;
    private final CredentialReader reader;

    /**
     * @throws IllegalArgumentException if the spec's options contradict each other or the runtime's
     */
    CredentialsType(ProviderSpec spec) {
        this.spec = spec;
        this.reader = new CredentialReader(spec);
    }

    @Override
    public String expects() {
        return "a list of credentials, each beginning with '- '";
    }

    /** A section of keyless credentials is complete without a value: one credential, all defaults. */
    @Override
    public boolean readsNothing() {
        return spec.apiKey() == ApiKeyUse.NONE;
    }

    @Override
    public @Nullable List<CredentialConfig> read(YamlNode node, Place place) {
        CredentialNames names = new CredentialNames(spec.id());
        List<CredentialConfig> credentials = new ArrayList<>();
        List<YamlNode> entries = entries(node, place);
        List<Values> read = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            read.add(reader.options(entries.get(i), place.item(i)));
            names.claim(read.get(i), place.item(i));
        }
        for (int i = 0; i < entries.size() && place.problems().isEmpty(); i++) {
            credentials.add(reader.credential(
                    names.name(i, read.get(i)), read.get(i), entries.get(i).at(), place.item(i)));
        }
        return Duplicates.collapse(credentials);
    }

    private List<YamlNode> entries(YamlNode node, Place place) {
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        if (readsNothing() && (node instanceof YamlNode.Nothing || node instanceof YamlNode.Mapping)) {
            return List.of(node);
        }
        place.report(node.at(), "must be " + expects());
        return List.of();
    }

    @Override
    public ObjectNode schema() {
        return readsNothing()
                ? JsonSchema.anyOf(
                        reader.schema(), JsonSchema.list(JsonSchema.anyOf(reader.schema(), JsonSchema.nothing())))
                : JsonSchema.list(reader.schema());
    }
}
