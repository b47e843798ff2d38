package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.ProviderSpec;
import java.util.List;
import java.util.Map;

/** The credentials that there are without a configuration file: keys of the environment, and providers that need none. */
final class EnvironmentKeys {
    private final Map<String, String> variables;

    EnvironmentKeys(Map<String, String> variables) {
        this.variables = variables;
    }

    void addTo(Values values, List<ConfigSchema.Section> sections, Place place) {
        for (ConfigSchema.Section section : sections) {
            List<YamlNode> entries = entries(section.spec());
            if (!entries.isEmpty()) {
                add(section, new YamlNode.Sequence(Position.NONE, entries), values, place);
            }
        }
    }

    private List<YamlNode> entries(ProviderSpec spec) {
        String key = spec.environmentKey() == null ? "" : variables.getOrDefault(spec.environmentKey(), "");
        List<YamlNode.Entry> options =
                key.isBlank() ? List.of() : List.of(option(CredentialOptions.API_KEY.path(), key));
        return options.isEmpty() && spec.apiKey() != ApiKeyUse.NONE
                ? List.of()
                : List.of(new YamlNode.Mapping(Position.NONE, spec.apiKey() == ApiKeyUse.NONE ? List.of() : options));
    }

    private static YamlNode.Entry option(String name, String text) {
        return new YamlNode.Entry(Position.NONE, name, new YamlNode.Scalar(Position.NONE, text, false, List.of(text)));
    }

    /** A key that makes no valid credential is left out, with a warning: nobody asked for it. */
    private static void add(ConfigSchema.Section section, YamlNode node, Values values, Place place) {
        Problems problems = new Problems();
        Place scratch = new Place(
                problems, place.origin(), place.directory(), section.option().path());
        List<CredentialConfig> credentials = section.option().type().read(node, scratch);
        if (credentials != null && problems.isEmpty()) {
            values.put(section.option(), credentials);
            return;
        }
        String source = String.valueOf(section.spec().environmentKey());
        problems.all()
                .forEach(problem -> place.problems()
                        .warn("environment: " + source + ": ignored: " + problem.path() + ": " + problem.message()));
    }
}
