package dev.aiproxy.runtime.config;

import static dev.aiproxy.runtime.config.OptionTypes.bool;
import static dev.aiproxy.runtime.config.OptionTypes.choice;
import static dev.aiproxy.runtime.config.OptionTypes.duration;
import static dev.aiproxy.runtime.config.OptionTypes.folder;
import static dev.aiproxy.runtime.config.OptionTypes.integer;
import static dev.aiproxy.runtime.config.OptionTypes.texts;

import dev.aiproxy.api.wire.JsonEdit.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The runtime's own options at the top of the file. */
final class RuntimeOptions {
    private static final Duration HOUR = Duration.ofHours(1);

    static final OptionDef<String> HOST = OptionDef.of(
                    "host",
                    OptionTypes.textMatching("\\S+", "a host name or an IP address"),
                    "The address to listen on; 127.0.0.1 for this machine only")
            .withDefault("0.0.0.0");
    static final OptionDef<Long> PORT = OptionDef.of(
                    "port", integer(0, 65535), "The port to listen on; 0 for any free one")
            .withDefault("8317");
    static final OptionDef<Boolean> TLS_ENABLE = OptionDef.of(
                    "tls.enable", bool(), "Whether the listener speaks TLS; needs tls.cert and tls.key")
            .withDefault("false");
    static final OptionDef<ConfiguredFile> TLS_CERT = OptionDef.of(
            "tls.cert", new ConfiguredFileType(), "A PEM file: the server's certificate, then those of its issuers");
    static final OptionDef<ConfiguredFile> TLS_KEY = OptionDef.of(
            "tls.key", new ConfiguredFileType(), "A PEM file: the certificate's private key, not encrypted");
    static final OptionDef<Boolean> TLS_HTTP2 = OptionDef.of(
                    "tls.http2", bool(), "Whether clients that speak HTTP/2 are answered in it, besides HTTP/1.1")
            .withDefault("true");
    static final OptionDef<List<ClientKey>> API_KEYS = OptionDef.of(
                    "api-keys",
                    new ClientKeysType(),
                    "The keys that clients must present, each as text or as a mapping with key, name and models; without any, everybody is served")
            .withDefault("[]");
    static final OptionDef<KeyHash> ADMIN_KEY = OptionDef.of(
            "admin-key", new KeyHashType(), "The key for /admin/*; without one, only this machine may use it");
    static final OptionDef<Duration> CONNECT_TIMEOUT = OptionDef.of(
                    "connect-timeout", OptionTypes.connectPatience(), "How long a connection to a provider may take")
            .withDefault("30");
    static final OptionDef<Duration> REQUEST_TIMEOUT = OptionDef.of(
                    "request-timeout",
                    OptionTypes.requestPatience(),
                    "How long a provider may be silent, before its answer and within it; a live stream has no other limit")
            .withDefault("300");
    static final OptionDef<ProxyChoice> PROXY_URL = OptionDef.of(
                    "proxy-url", OptionTypes.proxy(), "The proxy through which providers are reached")
            .withDefault("direct");
    static final OptionDef<ConfiguredFile> CA_FILE = OptionDef.of(
            "upstream.ca-file",
            new ConfiguredFileType(),
            "A PEM file with certificates of issuers to trust beside those of the JDK");
    static final OptionDef<Long> MAX_CONNECTIONS = OptionDef.of(
                    "upstream.max-connections", integer(1, 1_000_000), "Connections to providers, in all")
            .withDefault("20000");
    static final OptionDef<Long> MAX_CONNECTIONS_PER_HOST = OptionDef.of(
                    "upstream.max-connections-per-host",
                    integer(1, 1_000_000),
                    "Connections to one address of a provider")
            .withDefault("10000");
    static final OptionDef<Long> MAX_WAITING = OptionDef.of(
                    "upstream.max-waiting",
                    integer(0, 1_000_000),
                    "Requests that may wait for a connection to one address; more are refused")
            .withDefault("1000");
    static final OptionDef<Duration> IDLE_TIMEOUT = OptionDef.of(
                    "upstream.idle-timeout",
                    duration(Duration.ofSeconds(1), HOUR),
                    "How long an unused connection to a provider is kept")
            .withDefault("60");
    static final OptionDef<Duration> SHUTDOWN_TIMEOUT = OptionDef.of(
                    "shutdown-timeout",
                    duration(Duration.ZERO, HOUR),
                    "How long open exchanges may take to finish at SIGTERM")
            .withDefault("30");
    static final OptionDef<Long> REQUEST_RETRY = OptionDef.of(
                    "request-retry", integer(0, 100), "Attempts after the first")
            .withDefault("3")
            .withAlias("retry.max-retries");
    static final OptionDef<Duration> MAX_RETRY_INTERVAL = OptionDef.of(
                    "max-retry-interval",
                    duration(Duration.ZERO, HOUR),
                    "The longest wait before the same credential is tried again")
            .withDefault("30")
            .withAlias("retry.max-backoff-secs");
    static final OptionDef<Boolean> COOLDOWN = OptionDef.of(
                    "retry.cooldown",
                    bool(),
                    "Whether a credential that failed is left alone for a while; false forgets every failure")
            .withDefault("true");
    static final OptionDef<Duration> COOLDOWN_429 = OptionDef.of(
                    "retry.cooldown-429-secs",
                    duration(Duration.ZERO, HOUR),
                    "How long a credential is not asked for a model after a 429 without Retry-After")
            .withDefault("60");
    static final OptionDef<Duration> COOLDOWN_5XX = OptionDef.of(
                    "retry.cooldown-5xx-secs", duration(Duration.ZERO, HOUR), "The same after 408, 409 and 5xx")
            .withDefault("15");
    static final OptionDef<Duration> COOLDOWN_NETWORK = OptionDef.of(
                    "retry.cooldown-network-secs",
                    duration(Duration.ZERO, HOUR),
                    "The same after no connection, a time-out or a broken answer")
            .withDefault("10");
    static final OptionDef<Duration> KEEPALIVE = OptionDef.of(
                    "streaming.keepalive-seconds",
                    duration(Duration.ZERO, HOUR),
                    "After how long a silence a stream gets a keep-alive; 0 for never")
            .withDefault("15");
    static final OptionDef<Long> BOOTSTRAP_RETRIES = OptionDef.of(
                    "streaming.bootstrap-retries",
                    integer(0, 100),
                    "Further attempts for a stream that fails after it began but before its first content")
            .withDefault("1");
    static final OptionDef<Duration> NON_STREAM_KEEPALIVE = OptionDef.of(
                    "non-stream-keepalive-secs",
                    duration(Duration.ZERO, HOUR),
                    "After how long a silence a client that waits for a whole answer gets a blank; 0 for never")
            .withDefault("0");
    static final OptionDef<String> STRATEGY = strategy(List.of());
    static final OptionDef<Boolean> SESSION_AFFINITY = OptionDef.of(
                    "routing.session-affinity",
                    bool(),
                    "Whether a conversation stays with its credential as long as that one is healthy")
            .withDefault("false");
    static final OptionDef<Duration> HEDGE_AFTER = OptionDef.of(
                    "routing.hedge-after",
                    duration(Duration.ZERO, HOUR),
                    "After how long a silence a second credential is asked as well, and the first to answer wins; 0 for never")
            .withDefault("0");
    static final OptionDef<Boolean> FORCE_MODEL_PREFIX = OptionDef.of(
                    "force-model-prefix", bool(), "Whether clients must put a configured prefix before each model")
            .withDefault("false");
    static final OptionDef<Map<String, List<String>>> FALLBACKS = OptionDef.of(
                    "fallbacks", new FallbacksType(), "For a model, those to try when nobody can serve it for now")
            .withDefault("{}");
    static final OptionDef<Path> PLUGINS_DIR =
            OptionDef.of("plugins.dir", folder(), "The folder with the plugins' jars");
    static final OptionDef<List<String>> PLUGINS_ENABLED = OptionDef.of(
                    "plugins.enabled", texts(), "Ids of the only plugins that are loaded; none for all")
            .withDefault("[]");
    static final OptionDef<List<String>> PLUGINS_TRUSTED = OptionDef.of(
                    "plugins.trusted-sha256",
                    new ListType<>(OptionTypes.textMatching("[0-9a-fA-F]{64}", "a SHA-256 as 64 hex digits")),
                    "SHA-256 of the only plugin files that are loaded; none for all")
            .withDefault("[]");
    static final OptionDef<Boolean> PLUGINS_WATCH = OptionDef.of(
                    "plugins.watch", bool(), "Whether plugins that are added, replaced or removed are noticed at once")
            .withDefault("true");
    static final OptionDef<Duration> PLUGINS_DRAIN = OptionDef.of(
                    "plugins.drain-timeout",
                    duration(Duration.ZERO, Duration.ofHours(24)),
                    "How long exchanges may go on with a plugin that was replaced or removed")
            .withDefault("10m");
    static final OptionDef<Boolean> PLUGINS_DEVELOPMENT = OptionDef.of(
                    "plugins.development",
                    bool(),
                    "Whether project folders (or links to them) in the plugins folder are loaded from target/classes")
            .withDefault("false");
    static final OptionDef<Long> PLUGINS_MAX_FAULTS = OptionDef.of(
                    "plugins.max-faults",
                    integer(0, 100_000),
                    "A plugin that fails so often within plugins.fault-window is disabled; 0 for never")
            .withDefault("100");
    static final OptionDef<Duration> PLUGINS_FAULT_WINDOW = OptionDef.of(
                    "plugins.fault-window", duration(Duration.ofSeconds(1), HOUR), "How long a plugin's fault counts")
            .withDefault("60");
    static final OptionDef<List<String>> PLUGINS_DISABLED = OptionDef.of(
                    "plugins.disabled", texts(), "Ids of plugins that are not loaded")
            .withDefault("[]");
    static final OptionDef<List<PayloadRules.Rule>> PAYLOAD_DEFAULT =
            payload("payload.default", Mode.SET_IF_ABSENT, "Sets members of requests where they are missing");
    static final OptionDef<List<PayloadRules.Rule>> PAYLOAD_OVERRIDE =
            payload("payload.override", Mode.SET, "Sets members of requests, there or not");
    static final OptionDef<List<PayloadRules.Rule>> PAYLOAD_FILTER =
            payload("payload.filter", Mode.REMOVE, "Takes members out of requests");
    static final OptionDef<String> LOG_LEVEL = OptionDef.of(
            "log-level",
            choice("error", "warn", "info", "debug", "trace"),
            "How much is logged; info unless debug is on");
    static final OptionDef<Boolean> DEBUG =
            OptionDef.of("debug", bool(), "The same as log-level: debug").withDefault("false");

    static final OptionDef<String> LOG_FORMAT = OptionDef.of(
                    "log-format", choice("text", "json"), "How lines of the log look")
            .withDefault("text");
    static final OptionDef<Boolean> LOGGING_TO_FILE = OptionDef.of(
                    "logging-to-file", bool(), "Whether the log goes to files in log-dir instead of the standard error")
            .withDefault("false");
    static final OptionDef<Path> LOG_DIR = OptionDef.of(
                    "log-dir", OptionTypes.newFolder(), "The folder for log files; made if it is not there")
            .withDefault("logs");

    private static final List<OptionDef<?>> OWN = List.of(
            HOST,
            PORT,
            TLS_ENABLE,
            TLS_CERT,
            TLS_KEY,
            TLS_HTTP2,
            API_KEYS,
            ADMIN_KEY,
            CONNECT_TIMEOUT,
            REQUEST_TIMEOUT,
            PROXY_URL,
            CA_FILE,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_HOST,
            MAX_WAITING,
            IDLE_TIMEOUT,
            SHUTDOWN_TIMEOUT,
            REQUEST_RETRY,
            MAX_RETRY_INTERVAL,
            COOLDOWN,
            COOLDOWN_429,
            COOLDOWN_5XX,
            COOLDOWN_NETWORK,
            KEEPALIVE,
            BOOTSTRAP_RETRIES,
            NON_STREAM_KEEPALIVE,
            STRATEGY,
            SESSION_AFFINITY,
            HEDGE_AFTER,
            FORCE_MODEL_PREFIX,
            FALLBACKS,
            PLUGINS_DIR,
            PLUGINS_ENABLED,
            PLUGINS_DISABLED,
            PLUGINS_MAX_FAULTS,
            PLUGINS_FAULT_WINDOW,
            PAYLOAD_DEFAULT,
            PAYLOAD_OVERRIDE,
            PAYLOAD_FILTER,
            PLUGINS_TRUSTED,
            PLUGINS_WATCH,
            PLUGINS_DRAIN,
            PLUGINS_DEVELOPMENT,
            LOG_LEVEL,
            DEBUG,
            LOG_FORMAT,
            LOGGING_TO_FILE,
            LOG_DIR);

    static final List<OptionDef<?>> ALL =
            Stream.concat(OWN.stream(), EdgeOptions.ALL.stream()).toList();

    static final List<OptionDef<?>> PAYLOAD = List.of(PAYLOAD_DEFAULT, PAYLOAD_OVERRIDE, PAYLOAD_FILTER);

    /** What must be known before plugins are loaded. */
    static final List<OptionDef<?>> BEFORE_PLUGINS = List.of(
            PLUGINS_DIR,
            PLUGINS_ENABLED,
            PLUGINS_DISABLED,
            PLUGINS_TRUSTED,
            PLUGINS_WATCH,
            PLUGINS_DRAIN,
            PLUGINS_DEVELOPMENT,
            LOG_LEVEL,
            DEBUG,
            LOG_FORMAT,
            LOGGING_TO_FILE,
            LOG_DIR);

    private RuntimeOptions() {}

    /** @param further ways to choose that plugins bring */
    static OptionDef<String> strategy(List<String> further) {
        List<String> names = new ArrayList<>(List.of("round-robin", "fill-first"));
        names.addAll(further);
        return OptionDef.of(
                        "routing.strategy",
                        choice(names.toArray(String[]::new)),
                        "round-robin spreads requests over the keys, fill-first uses the first key until it fails; plugins may"
                                + " bring more")
                .withDefault("round-robin");
    }

    private static OptionDef<List<PayloadRules.Rule>> payload(String path, Mode mode, String description) {
        return OptionDef.of(path, new ListType<>(new PayloadRuleType(mode)), description)
                .withDefault("[]");
    }
}
