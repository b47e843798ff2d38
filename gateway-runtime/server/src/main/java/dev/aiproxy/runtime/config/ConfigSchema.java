package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.ProviderSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What the configuration may hold: the runtime's options and those of the installed plugins. */
public final class ConfigSchema {
    /**
     * What is known of plugins that do not serve at the moment.
     *
     * @param declared sections and options of plugins that served earlier
     * @param unread files whose declarations nobody knows, because they are refused or disabled, with the reason
     */
    public record Absent(Set<String> declared, List<String> unread) {
        /** Every plugin serves. */
        public static final Absent NONE = new Absent(Set.of(), List.of());

        public Absent {
            declared = Set.copyOf(declared);
            unread = List.copyOf(unread);
        }

        private boolean explains(String name, boolean section) {
            return declared.contains(name) || (section && !unread.isEmpty());
        }

        private String reason() {
            return unread.isEmpty()
                    ? "the plugin that declared it is gone"
                    : "no plugin that serves declares it (" + String.join("; ", unread) + ")";
        }
    }

    /** The option that is a provider's section. */
    record Section(ProviderSpec spec, OptionDef<List<CredentialConfig>> option) {}

    private static final String WORKER = "worker";

    private final List<ProviderSpec> specs;
    private final List<String> strategies;
    private final Absent absent;
    private final Map<String, OptionDef<String>> plugins = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final OptionTable table;

    private ConfigSchema(
            List<ProviderSpec> specs, Collection<String> pluginIds, List<String> strategies, Absent absent) {
        this.specs = specs;
        this.strategies = strategies;
        this.absent = absent;
        List<OptionDef<?>> options = new ArrayList<>(RuntimeOptions.ALL);
        options.replaceAll(option ->
                option.path().equals(RuntimeOptions.STRATEGY.path()) ? RuntimeOptions.strategy(strategies) : option);
        for (String id : pluginIds) {
            OptionDef<String> runOn = OptionDef.of(
                            "plugins." + id + ".run-on",
                            OptionTypes.choice("io", WORKER),
                            "worker keeps the plugin's code off the IO threads, for some hops between threads")
                    .withDefault("io");
            plugins.put(id, runOn);
            options.add(runOn);
        }
        for (ProviderSpec spec : specs) {
            OptionDef<List<CredentialConfig>> section = OptionDef.of(
                    spec.configSection(), new CredentialsType(spec), "Credentials of the provider " + spec.id());
            sections.put(spec.configSection(), new Section(spec, section));
            options.add(section);
            spec.topLevelOptions()
                    .forEach(option ->
                            options.add(OptionDef.of(option).withAlias("plugins." + spec.id() + "." + option.name())));
        }
        this.table = new OptionTable(options);
    }

    /**
     * The schema with these providers.
     *
     * @throws IllegalArgumentException if two specs contradict each other or one the runtime's options
     */
    public static ConfigSchema of(List<ProviderSpec> specs) {
        ConfigSchema schema = new ConfigSchema(List.of(), List.of(), List.of(), Absent.NONE);
        for (ProviderSpec spec : specs) {
            schema = schema.with(spec);
        }
        return schema;
    }

    /**
     * This schema with one more provider.
     *
     * @throws IllegalArgumentException saying why, if the spec cannot join: an option or section that is taken, a default that is
     *     not of its type
     */
    public ConfigSchema with(ProviderSpec spec) {
        List<OptionSpec> options = new ArrayList<>(spec.topLevelOptions());
        options.addAll(spec.credentialOptions());
        options.forEach(ConfigSchema::requireUsable);
        List<ProviderSpec> all = new ArrayList<>(specs);
        all.add(spec);
        return new ConfigSchema(List.copyOf(all), plugins.keySet(), strategies, absent);
    }

    /** This schema where what only an absent plugin could declare is a warning instead of an error. */
    public ConfigSchema without(Absent missing) {
        return new ConfigSchema(specs, plugins.keySet(), strategies, missing);
    }

    /** This schema where {@code routing.strategy} may be one of these, too. */
    public ConfigSchema withStrategies(List<String> names) {
        return new ConfigSchema(specs, plugins.keySet(), List.copyOf(names), absent);
    }

    /** The sections and top-level options that plugins declare. */
    public Set<String> declared() {
        Set<String> names = new TreeSet<>(sections.keySet());
        specs.forEach(spec -> spec.topLevelOptions().forEach(option -> names.add(option.name())));
        return names;
    }

    /**
     * This schema with the options that each plugin has, below {@code plugins.<id>}.
     *
     * @throws IllegalArgumentException if the id is the name of an option
     */
    public ConfigSchema withPlugin(String id) {
        List<String> all = new ArrayList<>(plugins.keySet());
        all.add(id);
        return new ConfigSchema(specs, all, strategies, absent);
    }

    /** The plugins that are to be kept off the IO threads. */
    Set<String> onWorker(Values values) {
        return plugins.entrySet().stream()
                .filter(plugin -> values.get(plugin.getValue()).equals(WORKER))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static void requireUsable(OptionSpec spec) {
        OptionDef<?> option = OptionDef.of(spec);
        Problems problems = new Problems();
        Place place = new Place(problems, "plugin", Path.of(""), spec.name());
        if (spec.defaultValue() != null) {
            option.type().read(YamlParser.parse(spec.defaultValue(), new Placeholders(Map.of()), place), place);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the default of the option '" + spec.name() + "' "
                    + problems.all().get(0).message());
        }
    }

    /** As JSON Schema (2020-12). */
    public ObjectNode json() {
        return JsonSchema.document(table);
    }

    OptionTable table() {
        return table;
    }

    /** Sections in the order of the specs. */
    List<Section> sections() {
        return List.copyOf(sections.values());
    }

    TableReader reader() {
        return new TableReader(table, this::unknown);
    }

    private void unknown(YamlNode.Entry entry, String group, Place place) {
        boolean section = group.isEmpty() && (entry.key().endsWith("-key") || holdsCredentials(entry.value()));
        if (absent.explains(entry.key(), section)) {
            place.child(entry.key()).warn(entry.at(), "is ignored: " + absent.reason());
            return;
        }
        if (!section) {
            TableReader.reportUnknown(table, entry, group, place);
            return;
        }
        String installed =
                sections.isEmpty() ? "none is installed" : "installed: " + String.join(", ", sections.keySet());
        place.child(entry.key())
                .report(
                        entry.at(),
                        "no plugin declares this section; " + installed,
                        Suggestions.nearest(entry.key(), table.names("")));
    }

    private static boolean holdsCredentials(YamlNode node) {
        return node instanceof YamlNode.Sequence list
                && list.items().stream()
                        .anyMatch(item -> item instanceof YamlNode.Mapping || item instanceof YamlNode.Nothing);
    }
}
