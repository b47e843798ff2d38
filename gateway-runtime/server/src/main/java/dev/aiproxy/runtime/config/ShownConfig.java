package dev.aiproxy.runtime.config;

import dev.aiproxy.api.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A configuration as an operator may see it: without its secrets, and without what placeholders were replaced by. */
final class ShownConfig {
    private ShownConfig() {}

    static ObjectNode of(ConfigSchema schema, Values values, List<ProviderConfig> providers) {
        ObjectNode shown = options(RuntimeOptions.ALL, values);
        Map<String, ConfigSchema.Section> sections = new LinkedHashMap<>();
        schema.sections().forEach(section -> sections.put(section.spec().id(), section));
        ObjectNode nodes = shown.putObject("providers");
        for (ProviderConfig provider : providers) {
            ConfigSchema.Section section = sections.get(provider.providerId());
            ObjectNode node = section == null
                    ? Json.object()
                    : options(
                            CredentialReader.pluginOptions(
                                    schema.table(), section.spec().topLevelOptions()),
                            values);
            ArrayNode credentials = node.putArray("credentials");
            provider.credentials().forEach(credential -> credentials.add(credential(credential)));
            nodes.set(provider.providerId(), node);
        }
        return shown;
    }

    /** With what it got where nothing was given. */
    private static ObjectNode credential(CredentialConfig credential) {
        ObjectNode node = Json.object().put("name", credential.name());
        node.set(CredentialOptions.BASE_URL.path(), baseUrl(credential));
        ObjectNode given = credential.shown().deepCopy();
        given.remove(CredentialOptions.NAME.path());
        node.setAll(given);
        return node;
    }

    static JsonNode baseUrl(CredentialConfig credential) {
        JsonNode given = credential.shown().get(CredentialOptions.BASE_URL.path());
        return given == null ? ShownValue.of(credential.baseUrl()) : given;
    }

    /** Those of the options that have a value, by their path. */
    static ObjectNode options(List<OptionDef<?>> options, Values values) {
        ObjectNode node = Json.object();
        options.forEach(option -> put(option, values, node));
        return node;
    }

    private static void put(OptionDef<?> option, Values values, ObjectNode to) {
        values.find(option)
                .ifPresent(value -> to.set(option.path(), ShownValue.of(option.path(), value, values.source(option))));
    }
}
