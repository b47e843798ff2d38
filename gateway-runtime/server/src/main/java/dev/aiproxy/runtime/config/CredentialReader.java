package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.ProviderSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Reads one credential of a provider. */
final class CredentialReader {
    private final ProviderSpec spec;
    private final OptionTable table;
    private final TableReader reader;

    CredentialReader(ProviderSpec spec) {
        this.spec = spec;
        this.table = CredentialOptions.table(spec);
        this.reader = new TableReader(table, this::unknown);
    }

    ObjectNode schema() {
        return JsonSchema.table(table);
    }

    /** The options given and the defaults; none if the entry is no mapping, which has then been reported. */
    Values options(YamlNode node, Place place) {
        if (node instanceof YamlNode.Mapping mapping) {
            return reader.read(mapping, place);
        }
        if (node instanceof YamlNode.Nothing && spec.apiKey() == ApiKeyUse.NONE) {
            return reader.read(new YamlNode.Mapping(node.at(), List.of()), place);
        }
        if (!(node instanceof YamlNode.Faulty)) {
            String first = table.options().get(0).path();
            place.report(node.at(), "must be a mapping of options, such as '- " + first + ": …'");
        }
        return new Values();
    }

    /** The credential; to be called only if nothing has been reported. */
    CredentialConfig credential(String name, Values values, Position position, Place place) {
        URI baseUrl = spec.defaultBaseUrl() == null ? URI.create("local:" + spec.id()) : spec.defaultBaseUrl();
        return new CredentialConfig(
                name,
                new CredentialConfig.Target(
                        values.find(CredentialOptions.API_KEY).orElse(null),
                        values.get(CredentialOptions.BASE_URL, baseUrl),
                        values.get(CredentialOptions.HEADERS),
                        egress(values),
                        redaction(values)),
                new CredentialConfig.Serving(
                        values.get(CredentialOptions.PREFIX, ""),
                        values.get(CredentialOptions.MODELS),
                        values.get(CredentialOptions.EXCLUDED_MODELS),
                        values.get(CredentialOptions.DISCOVER_MODELS),
                        values.get(CredentialOptions.DISABLED)),
                new CredentialConfig.Share(
                        Math.toIntExact(values.get(CredentialOptions.PRIORITY)),
                        Math.toIntExact(values.get(CredentialOptions.WEIGHT))),
                pluginOptions(table, spec.credentialOptions(), values),
                new CredentialConfig.Origin(
                        place, position, values.positions(), ShownConfig.options(table.options(), values)));
    }

    private Redaction redaction(Values values) {
        return new SecretTexts()
                .declared(table.options(), values)
                .filledIn(pluginOptions(table, spec.credentialOptions()), values)
                .address(CredentialOptions.BASE_URL, values)
                .redaction();
    }

    private static Egress.Overrides egress(Values values) {
        return new Egress.Overrides(
                values.find(CredentialOptions.CONNECT_TIMEOUT).orElse(null),
                values.find(CredentialOptions.REQUEST_TIMEOUT).orElse(null),
                values.find(CredentialOptions.PROXY_URL).orElse(null));
    }

    /** The values of a plugin's options. */
    static Options pluginOptions(OptionTable table, List<OptionSpec> specs, Values values) {
        Map<String, Object> options = new HashMap<>();
        for (OptionDef<?> option : pluginOptions(table, specs)) {
            values.find(option).ifPresent(value -> options.put(option.path(), value));
        }
        return Options.of(options);
    }

    /** Those of a table that a plugin declared. */
    static List<OptionDef<?>> pluginOptions(OptionTable table, List<OptionSpec> specs) {
        List<OptionDef<?>> options = new ArrayList<>();
        for (OptionSpec spec : specs) {
            OptionDef<?> option = table.find(spec.name());
            if (option != null) {
                options.add(option);
            }
        }
        return options;
    }

    private void unknown(YamlNode.Entry entry, String group, Place place) {
        boolean keyless = spec.apiKey() == ApiKeyUse.NONE && entry.key().equals(CredentialOptions.API_KEY.path());
        if (keyless) {
            place.child(entry.key()).report(entry.at(), spec.id() + " takes no api-key");
        } else {
            TableReader.reportUnknown(table, entry, group, place);
        }
    }
}
