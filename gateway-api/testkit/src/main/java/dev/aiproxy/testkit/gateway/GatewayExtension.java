package dev.aiproxy.testkit.gateway;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real gateway for the tests of a plugin, and a scripted provider behind it. The plugin is the one whose classes and services stand
 * in {@code target/classes}; it is loaded in isolation, as in earnest, beside the plugins that stand on the class path as jars. In the
 * configuration, <code>${UPSTREAM}</code> is the address of the scripted provider.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final GatewayExtension GATEWAY = GatewayExtension.configured("""
 *         acme-api-key:
 *           - api-key: secret
 *             base-url: ${UPSTREAM}
 *             models: [acme-large]
 *         """);
 * }</pre>
 *
 * <p>In a static field it serves all tests of the class, in another one each test has its own.
 */
public final class GatewayExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UnaryOperator<TestGateway.Builder> setup;
    private @Nullable FakeUpstream upstream;
    private @Nullable TestGateway gateway;
    private boolean perTest;

    private GatewayExtension(UnaryOperator<TestGateway.Builder> setup) {
        this.setup = setup;
    }

    /** A gateway with this configuration file; its host, port and plugins folder are the extension's. */
    public static GatewayExtension configured(String yaml) {
        return new GatewayExtension(builder -> builder.config(yaml));
    }

    /** The same with more: further plugins, TLS, variables of the environment (which replace {@code UPSTREAM}). */
    public GatewayExtension with(UnaryOperator<TestGateway.Builder> more) {
        return new GatewayExtension(builder -> more.apply(setup.apply(builder)));
    }

    /** The scripted provider. */
    public FakeUpstream upstream() {
        return running(upstream);
    }

    /** The gateway. */
    public TestGateway gateway() {
        return running(gateway);
    }

    /** Where clients call it, without a trailing slash. */
    public URI url() {
        return gateway().url();
    }

    /** A client on a connection of its own. */
    public RawHttpClient connect() throws IOException {
        return RawHttpClient.connect(url());
    }

    /** The next exchange that is over, in order; waits for it. */
    public ExchangeRecord takeExchange() throws InterruptedException {
        return gateway().takeExchange(PATIENCE);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (gateway == null) {
            perTest = true;
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (perTest) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void start() throws IOException {
        FakeUpstream provider = FakeUpstream.start();
        upstream = provider;
        TestGateway.Builder builder = TestGateway.bare()
                .pluginsOnClassPath()
                .environment(Map.of("UPSTREAM", provider.url().toString()));
        gateway = setup.apply(builder).start();
    }

    private void stop() {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
        if (upstream != null) {
            upstream.close();
            upstream = null;
        }
    }

    private static <T> T running(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the gateway runs only while tests do");
        }
        return part;
    }
}
