package dev.aiproxy.testkit.gateway;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.runtime.cli.Gateway;
import dev.aiproxy.runtime.cli.InvalidConfigurationException;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.plugin.PluginInfo;
import dev.aiproxy.runtime.plugin.PluginStatus;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that listens on a free loopback port, for one test or many.
 *
 * <pre>{@code
 * try (var upstream = FakeUpstream.start();
 *         var gateway = TestGateway.with(pluginsFolder).config("""
 *                 openai-api-key:
 *                   - api-key: k
 *                     base-url: %s
 *                 """.formatted(upstream.url())).start()) {
 *     ... gateway.url() ...
 * }
 * }</pre>
 */
public final class TestGateway implements AutoCloseable {
    private static final String CONFIG = "config.yaml";
    private static final String PLUGINS = "plugins";

    private final Gateway gateway;
    private final Path folder;
    private final LinkedBlockingQueue<ExchangeRecord> exchanges;

    private TestGateway(Gateway gateway, Path folder, LinkedBlockingQueue<ExchangeRecord> exchanges) {
        this.gateway = gateway;
        this.folder = folder;
        this.exchanges = exchanges;
    }

    /** A gateway without any plugin but those that are added. */
    public static Builder bare() {
        return new Builder();
    }

    /** A gateway with the plugin jars of a folder; they are copied. */
    public static Builder with(Path pluginsFolder) {
        return new Builder().plugins(pluginsFolder);
    }

    /** {@code http://127.0.0.1:<port>}, without a trailing slash; {@code https} after {@link Builder#tls}. */
    public URI url() {
        String scheme = gateway.config().tls() == null ? "http" : "https";
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    /** The port that it listens on. */
    public int port() {
        return gateway.address().getPort();
    }

    /** Its configuration file; what is written there takes effect while it runs. */
    public Path configFile() {
        return folder.resolve(CONFIG);
    }

    /** Its plugins folder; what is put there is loaded while it runs. */
    public Path pluginsFolder() {
        return folder.resolve(PLUGINS);
    }

    /** The gateway itself. */
    public Gateway gateway() {
        return gateway;
    }

    /** The plugins that the gateway refused, each with the reason. */
    public List<String> refusedPlugins() {
        return gateway.control().plugins().stream()
                .map(PluginStatus::info)
                .filter(plugin -> plugin.state() == PluginInfo.State.REFUSED)
                .map(plugin -> plugin.jar() + ": " + plugin.reason())
                .toList();
    }

    /** The next exchange that is over, in order; waits for it. */
    public ExchangeRecord takeExchange(Duration patience) throws InterruptedException {
        ExchangeRecord exchange = exchanges.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (exchange == null) {
            throw new AssertionError("no exchange was over within " + patience);
        }
        return exchange;
    }

    @Override
    public void close() {
        gateway.close();
        delete(folder);
    }

    private void requirePlugins() {
        List<String> refused = refusedPlugins();
        if (!refused.isEmpty()) {
            close();
            throw new AssertionError("the gateway refuses a plugin: " + String.join("; ", refused));
        }
    }

    private static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return; // closed already
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftover) {
            throw new UncheckedIOException(leftover);
        }
    }

    /** Collects what a gateway is started with. */
    public static final class Builder {
        private final List<Path> jars = new ArrayList<>();
        private final List<Packing> packings = new ArrayList<>();
        private final List<X509Certificate> trusted = new ArrayList<>();
        private String yaml = "";
        private @Nullable TlsIdentity identity;
        private Map<String, String> environment = Map.of();
        private Clock clock = Clock.systemUTC();
        private boolean classPath;

        private record Packing(String id, List<Class<?>> services, List<Class<?>> others) {}

        private Builder() {}

        /** Adds every jar of a folder. */
        public Builder plugins(Path folder) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
                return this;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        /** Adds a jar. */
        public Builder jar(Path jar) {
            jars.add(jar);
            return this;
        }

        /**
         * Adds every plugin on the class path: each folder of classes in which {@code META-INF/services} names a service of the
         * API, such as the {@code target/classes} of the plugin under test, and each jar that is a plugin. All are isolated from
         * the test and from each other.
         */
        public Builder pluginsOnClassPath() {
            classPath = true;
            return this;
        }

        /** Packs classes into a plugin, see {@link PluginJar}. */
        public Builder plugin(String id, Class<?>... services) {
            packings.add(new Packing(id, List.of(services), List.of()));
            return this;
        }

        /** The configuration file's text; host, port and plugins folder are set by this builder. */
        public Builder config(String text) {
            yaml = text;
            return this;
        }

        /** Listens with TLS and presents this identity; for {@code 127.0.0.1} in general. */
        public Builder tls(TlsIdentity presented) {
            identity = presented;
            return this;
        }

        /** The environment that the configuration sees. */
        public Builder environment(Map<String, String> variables) {
            environment = variables;
            return this;
        }

        /** Another clock for cooldowns, tokens and what is kept for clients; the system's unless set. */
        public Builder clock(Clock telling) {
            clock = telling;
            return this;
        }

        /** Trusts a certificate of an upstream. */
        public Builder trust(X509Certificate certificate) {
            trusted.add(certificate);
            return this;
        }

        /**
         * Starts it.
         *
         * @throws AssertionError with all problems if the configuration is invalid, or a plugin of the class path is refused
         */
        public TestGateway start() throws IOException {
            Path folder = Files.createTempDirectory("test-gateway-");
            Path plugins = Files.createDirectory(folder.resolve(PLUGINS));
            List<Path> all = new ArrayList<>(jars);
            if (classPath) {
                all.addAll(ClassPathPlugins.collect(Files.createDirectory(folder.resolve("packed"))));
            }
            for (Path jar : all) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
            for (Packing packing : packings) {
                PluginJar.write(plugins, packing.id(), packing.services(), packing.others());
            }
            String text = identity == null ? yaml : yaml + "\n" + tlsOptions(identity, folder);
            LinkedBlockingQueue<ExchangeRecord> exchanges = new LinkedBlockingQueue<>();
            Gateway.Parts parts = new Gateway.Parts(
                    new ConfigSource.File(Files.writeString(folder.resolve(CONFIG), text)),
                    new CommandLineOverrides("127.0.0.1", "0", plugins.toString(), null),
                    () -> new Surroundings(environment, folder, plugins, List.of()),
                    folder.resolve("work"),
                    UpstreamSettings.defaults().withTick(Duration.ofMillis(50)).withTrusted(trusted),
                    List.of(exchanges::add),
                    clock);
            try {
                TestGateway started = new TestGateway(Gateway.start(parts), folder, exchanges);
                if (classPath) {
                    started.requirePlugins();
                }
                return started;
            } catch (InvalidConfigurationException invalid) {
                throw new AssertionError(invalid.getMessage(), invalid);
            }
        }

        private static String tlsOptions(TlsIdentity identity, Path folder) throws IOException {
            Files.writeString(folder.resolve("server.pem"), identity.pem());
            Files.writeString(folder.resolve("server-key.pem"), identity.privateKeyPem());
            return "tls: { enable: true, cert: server.pem, key: server-key.pem }";
        }
    }
}
