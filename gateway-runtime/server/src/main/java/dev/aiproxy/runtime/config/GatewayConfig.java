package dev.aiproxy.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import tools.jackson.databind.node.ObjectNode;

/**
 * A valid configuration.
 *
 * @param tls what the listener presents; null if it speaks plain HTTP
 * @param providers those that the configuration names, in the order of the file
 * @param payload what is edited in requests to providers
 * @param source where it comes from
 * @param warnings what is allowed but probably not meant; one line each, without secrets
 * @param shown every value in force, by its option's path, as an operator may see it: a secret, and what a placeholder was
 *     replaced by, shows as {@code ***}; not to be changed
 * @param redaction takes every secret in it out of texts
 */
public record GatewayConfig(
        Listener listener,
        @Nullable Tls tls,
        Access access,
        Limits limits,
        Edge edge,
        Timeouts timeouts,
        Upstream upstream,
        Retry retry,
        Streaming streaming,
        Routing routing,
        Plugins plugins,
        Containment containment,
        Logging logging,
        PayloadRules payload,
        List<ProviderConfig> providers,
        ConfigSource source,
        List<String> warnings,
        ObjectNode shown,
        Redaction redaction) {
    /** Where clients connect; port 0 stands for any free one. */
    public record Listener(String host, int port) {}

    /**
     * The PEM files of the listener's identity; not looked into yet.
     *
     * @param certificate the server's own certificate, then those of its issuers
     * @param http2 whether HTTP/2 is spoken besides HTTP/1.1
     */
    public record Tls(ConfiguredFile certificate, ConfiguredFile key, boolean http2) {
        /** Both files. */
        public Set<Path> files() {
            return Set.copyOf(List.of(certificate.path(), key.path()));
        }
    }

    /**
     * What clients may cost.
     *
     * @param maxConnections open at the same time
     * @param maxExchanges requests served at the same time
     * @param jsonDepth levels of a body, itself included
     */
    public record Limits(
            long bodyLimitBytes,
            int maxConnections,
            int maxExchanges,
            int headerBytes,
            int jsonDepth,
            ClientTimeouts timeouts) {}

    /**
     * How long clients may take.
     *
     * @param head from the first byte of a request to the last of its head
     * @param body without a byte of a request's body
     * @param idle without a request
     */
    public record ClientTimeouts(Duration head, Duration body, Duration idle) {}

    /**
     * How clients are met.
     *
     * @param allowedOrigins of web pages, in lower case; {@code *} for all
     * @param trustedProxies whose word about the client's address is believed
     * @param passthroughHeaders of providers' answers, in lower case
     */
    public record Edge(
            List<String> allowedOrigins, List<AddressRange> trustedProxies, List<String> passthroughHeaders) {
        public Edge {
            allowedOrigins = List.copyOf(allowedOrigins);
            trustedProxies = List.copyOf(trustedProxies);
            passthroughHeaders = List.copyOf(passthroughHeaders);
        }
    }

    /**
     * How long things may take.
     *
     * @param request to the first byte of an answer, and between two of its events
     * @param shutdown for open exchanges to finish
     */
    public record Timeouts(Duration connect, Duration request, Duration shutdown) {}

    /**
     * How providers are reached.
     *
     * @param proxy null for the direct way
     * @param authorities a PEM file of issuers to trust beside those of the JDK, not looked into yet; null for none
     * @param maxConnections in all
     * @param maxWaiting requests that may wait for a connection to one address
     */
    public record Upstream(
            @Nullable ProxyUrl proxy,
            @Nullable ConfiguredFile authorities,
            int maxConnections,
            int maxConnectionsPerHost,
            int maxWaiting,
            Duration idleTimeout) {}

    /**
     * How failures before the first content are retried.
     *
     * @param maxRetries attempts after the first
     * @param maxBackoff the longest wait before the same candidate is tried again
     */
    public record Retry(int maxRetries, Duration maxBackoff, Cooldowns cooldowns) {}

    /**
     * How long what failed is left alone where the upstream does not say.
     *
     * @param enabled whether it is at all
     * @param rateLimit after 429
     * @param server after 408, 409 and 5xx
     * @param network after no connection, a time-out or a broken answer
     */
    public record Cooldowns(boolean enabled, Duration rateLimit, Duration server, Duration network) {}

    /**
     * How streams are kept.
     *
     * @param keepalive the silence after which a keep-alive is sent; zero for never
     * @param bootstrapRetries further attempts for a stream that fails between its head and its first content
     * @param nonStreamKeepalive the silence after which a client that waits for a whole answer gets a blank; zero for never
     */
    public record Streaming(Duration keepalive, int bootstrapRetries, Duration nonStreamKeepalive) {}

    /**
     * How a credential is chosen.
     *
     * @param strategy the name of the way to choose among credentials of equal priority
     * @param sessionAffinity whether a conversation stays with its credential
     * @param hedgeAfter the silence after which a second candidate is asked as well; zero for never
     * @param forcePrefix whether clients must put a configured prefix before a model
     * @param fallbacks for a model as clients name it, those to try when all of its candidates fail
     */
    public record Routing(
            String strategy,
            boolean sessionAffinity,
            Duration hedgeAfter,
            boolean forcePrefix,
            Map<String, List<String>> fallbacks) {
        public Routing {
            fallbacks = Map.copyOf(fallbacks);
        }
    }

    /**
     * Which plugins are loaded.
     *
     * @param enabled ids of the only ones, empty for all
     * @param trusted SHA-256 of the only files, in lower-case hex; empty for all
     * @param watch whether changes of the folder are noticed at once
     * @param drain how long exchanges may go on with a plugin that was replaced
     * @param development whether project folders are loaded too
     */
    public record Plugins(
            Path directory,
            Set<String> enabled,
            Set<String> disabled,
            Set<String> trusted,
            boolean watch,
            Duration drain,
            boolean development) {
        public Plugins {
            enabled = Set.copyOf(enabled);
            disabled = Set.copyOf(disabled);
            trusted = Set.copyOf(trusted);
        }
    }

    /**
     * What plugins may do to the rest.
     *
     * @param maxFaults as many within {@code faultWindow} disable a plugin; 0 for never
     * @param onWorker ids of the plugins that are kept off the IO threads
     */
    public record Containment(int maxFaults, Duration faultWindow, Set<String> onWorker) {
        public Containment {
            onWorker = Set.copyOf(onWorker);
        }
    }

    /**
     * What is logged, and where.
     *
     * @param json whether a line is a JSON object
     * @param directory for files instead of the standard error; null for that
     */
    public record Logging(
            Level level, boolean json, @Nullable Path directory) {}

    /** The files that it names and that are read with it: PEM files of the listener and of providers' issuers. */
    public Set<Path> files() {
        Set<Path> files = new HashSet<>();
        if (tls != null) {
            files.addAll(tls.files());
        }
        if (upstream.authorities() != null) {
            files.add(upstream.authorities().path());
        }
        return files;
    }

    /** How requests with this credential travel. */
    public Egress egress(CredentialConfig credential) {
        return new Egress(timeouts.connect(), timeouts.request(), upstream.proxy()).with(credential.egress());
    }

    public GatewayConfig {
        providers = List.copyOf(providers);
        warnings = List.copyOf(warnings);
    }

    /** Only where it comes from: whoever wants to see more of it asks for {@link #shown()}. */
    @Override
    public String toString() {
        return "GatewayConfig[" + source.label() + "]";
    }
}
