package dev.aiproxy.runtime.config;

import dev.aiproxy.runtime.config.GatewayConfig.Containment;
import dev.aiproxy.runtime.config.GatewayConfig.Cooldowns;
import dev.aiproxy.runtime.config.GatewayConfig.Listener;
import dev.aiproxy.runtime.config.GatewayConfig.Plugins;
import dev.aiproxy.runtime.config.GatewayConfig.Retry;
import dev.aiproxy.runtime.config.GatewayConfig.Routing;
import dev.aiproxy.runtime.config.GatewayConfig.Streaming;
import dev.aiproxy.runtime.config.GatewayConfig.Timeouts;
import dev.aiproxy.runtime.config.GatewayConfig.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a configuration of valid values. */
final class Assembler {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Values values;
    private final ConfigSchema schema;
    private final Surroundings surroundings;

    Assembler(Values values, ConfigSchema schema, Surroundings surroundings) {
        this.values = values;
        this.schema = schema;
        this.surroundings = surroundings;
    }

    GatewayConfig assemble(ConfigSource source, List<String> warnings) {
        Listener listener =
                new Listener(values.get(RuntimeOptions.HOST), Math.toIntExact(values.get(RuntimeOptions.PORT)));
        Access access = new Access(
                values.get(RuntimeOptions.API_KEYS),
                values.find(RuntimeOptions.ADMIN_KEY).orElse(null));
        List<ProviderConfig> providers = providers();
        List<String> allWarnings = new ArrayList<>(surroundings.warnings());
        allWarnings.addAll(warnings);
        allWarnings.addAll(openListener(listener, access, providers));
        return new GatewayConfig(
                listener,
                TlsOptions.of(values),
                access,
                EdgeOptions.limits(values),
                EdgeOptions.edge(values),
                timeouts(),
                upstream(),
                retry(),
                streaming(),
                routing(),
                plugins(values, surroundings),
                containment(),
                LogOptions.of(values),
                payload(),
                providers,
                source,
                allWarnings,
                ShownConfig.of(schema, values, providers),
                redaction(providers));
    }

    private Redaction redaction(List<ProviderConfig> providers) {
        SecretTexts texts =
                new SecretTexts().declared(RuntimeOptions.ALL, values).filledIn(RuntimeOptions.PAYLOAD, values);
        for (ConfigSchema.Section section : schema.sections()) {
            List<OptionDef<?>> options = CredentialReader.pluginOptions(
                    schema.table(), section.spec().topLevelOptions());
            texts.declared(options, values).filledIn(options, values);
        }
        return providers.stream()
                .flatMap(provider -> provider.credentials().stream())
                .map(CredentialConfig::redaction)
                .reduce(texts.redaction(), Redaction::and);
    }

    private Timeouts timeouts() {
        return new Timeouts(
                values.get(RuntimeOptions.CONNECT_TIMEOUT),
                values.get(RuntimeOptions.REQUEST_TIMEOUT),
                values.get(RuntimeOptions.SHUTDOWN_TIMEOUT));
    }

    private Upstream upstream() {
        return new Upstream(
                values.get(RuntimeOptions.PROXY_URL).url(),
                values.find(RuntimeOptions.CA_FILE).orElse(null),
                Math.toIntExact(values.get(RuntimeOptions.MAX_CONNECTIONS)),
                Math.toIntExact(values.get(RuntimeOptions.MAX_CONNECTIONS_PER_HOST)),
                Math.toIntExact(values.get(RuntimeOptions.MAX_WAITING)),
                values.get(RuntimeOptions.IDLE_TIMEOUT));
    }

    private Streaming streaming() {
        return new Streaming(
                values.get(RuntimeOptions.KEEPALIVE),
                Math.toIntExact(values.get(RuntimeOptions.BOOTSTRAP_RETRIES)),
                values.get(RuntimeOptions.NON_STREAM_KEEPALIVE));
    }

    private Retry retry() {
        return new Retry(
                Math.toIntExact(values.get(RuntimeOptions.REQUEST_RETRY)),
                values.get(RuntimeOptions.MAX_RETRY_INTERVAL),
                new Cooldowns(
                        values.get(RuntimeOptions.COOLDOWN),
                        values.get(RuntimeOptions.COOLDOWN_429),
                        values.get(RuntimeOptions.COOLDOWN_5XX),
                        values.get(RuntimeOptions.COOLDOWN_NETWORK)));
    }

    private Routing routing() {
        return new Routing(
                values.get(RuntimeOptions.STRATEGY),
                values.get(RuntimeOptions.SESSION_AFFINITY),
                values.get(RuntimeOptions.HEDGE_AFTER),
                values.get(RuntimeOptions.FORCE_MODEL_PREFIX),
                values.get(RuntimeOptions.FALLBACKS));
    }

    /** In the order in which the kinds of rules are applied. */
    private PayloadRules payload() {
        List<PayloadRules.Rule> rules = new ArrayList<>(values.get(RuntimeOptions.PAYLOAD_DEFAULT));
        rules.addAll(values.get(RuntimeOptions.PAYLOAD_OVERRIDE));
        rules.addAll(values.get(RuntimeOptions.PAYLOAD_FILTER));
        return new PayloadRules(rules);
    }

    static Plugins plugins(Values values, Surroundings surroundings) {
        return new Plugins(
                values.get(RuntimeOptions.PLUGINS_DIR, surroundings.pluginsDirectory()),
                Set.copyOf(values.get(RuntimeOptions.PLUGINS_ENABLED, List.of())),
                Set.copyOf(values.get(RuntimeOptions.PLUGINS_DISABLED, List.of())),
                values.get(RuntimeOptions.PLUGINS_TRUSTED, List.of()).stream()
                        .map(hash -> hash.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                values.get(RuntimeOptions.PLUGINS_WATCH, true),
                values.get(RuntimeOptions.PLUGINS_DRAIN, Duration.ofMinutes(10)),
                values.get(RuntimeOptions.PLUGINS_DEVELOPMENT, false));
    }

    private Containment containment() {
        return new Containment(
                Math.toIntExact(values.get(RuntimeOptions.PLUGINS_MAX_FAULTS)),
                values.get(RuntimeOptions.PLUGINS_FAULT_WINDOW),
                schema.onWorker(values));
    }

    /** In the order in which the sections stand in the file. */
    private List<ProviderConfig> providers() {
        Map<String, ConfigSchema.Section> byPath = new LinkedHashMap<>();
        schema.sections().forEach(section -> byPath.put(section.option().path(), section));
        List<ProviderConfig> providers = new ArrayList<>();
        for (String path : values.paths()) {
            ConfigSchema.Section section = byPath.get(path);
            if (section != null) {
                values.find(section.option())
                        .filter(credentials -> !credentials.isEmpty())
                        .ifPresent(credentials -> providers.add(provider(section, credentials)));
            }
        }
        return providers;
    }

    private ProviderConfig provider(ConfigSchema.Section section, List<CredentialConfig> credentials) {
        return new ProviderConfig(
                section.spec().id(),
                CredentialReader.pluginOptions(schema.table(), section.spec().topLevelOptions(), values),
                credentials);
    }

    private static List<String> openListener(Listener listener, Access access, List<ProviderConfig> providers) {
        boolean keys = providers.stream()
                .flatMap(provider -> provider.enabled().stream())
                .anyMatch(credential -> credential.apiKey().isPresent());
        return keys && access.open() && !LOOPBACK.contains(listener.host())
                ? List.of("anybody who reaches " + listener.host() + ":" + listener.port()
                        + " can use the configured provider keys: set api-keys, or host: 127.0.0.1")
                : List.of();
    }
}
