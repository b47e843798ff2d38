package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.config.ProxyUrl;
import dev.aiproxy.runtime.config.ProxyUrl.Scheme;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Through real proxies, on real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EgressProxyTest {
    private static final TestIdentity LOCAL = TestIdentity.of("dns:localhost");
    private static final TestIdentity ELSEWHERE = TestIdentity.of("dns:elsewhere.test");
    private static final TestIdentity STRANGER = TestIdentity.of("dns:localhost");
    private static final UpstreamSettings SETTINGS = UpstreamSettings.defaults()
            .withTick(Duration.ofMillis(20))
            .withTrusted(List.of(LOCAL.certificate(), ELSEWHERE.certificate()));
    private static final Resolver.Lookup KNOWS_THE_PROXY_ONLY = host -> {
        if (host.equals("localhost")) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        throw new UnknownHostException(host);
    };

    private final MockWebServer provider = new MockWebServer();
    private final UpstreamFixture upstream = new UpstreamFixture(SETTINGS, KNOWS_THE_PROXY_ONLY);

    @AfterEach
    void stop() {
        upstream.close();
        provider.close();
    }

    static Stream<Arguments> proxies() {
        return Stream.of(Scheme.values())
                .flatMap(scheme -> Stream.of(true, false)
                        .flatMap(guarded ->
                                Stream.of(true, false).map(secure -> Arguments.of(scheme, guarded, secure))));
    }

    @ParameterizedTest(name = "{0}, asks for a login: {1}, https provider: {2}")
    @MethodSource("proxies")
    void requestsReachTheProviderOnOneConnection(Scheme scheme, boolean guarded, boolean secure) throws Exception {
        start(secure ? LOCAL : null);
        String body = "0123456789".repeat(50_000);
        provider.enqueue(new MockResponse.Builder().chunkedBody(body, 1_000).build());
        provider.enqueue(new MockResponse.Builder().body("second").build());
        try (TestProxy proxy = guarded ? TestProxy.guarded(scheme, LOCAL) : TestProxy.open(scheme, LOCAL)) {
            RecordingListener first = post(url(secure), "x".repeat(1_000_000), proxy.url());
            first.completed();
            RecordingListener second = post(url(secure), "{}", proxy.url());
            second.completed();

            assertThat(first.text()).isEqualTo(body);
            assertThat(second.text()).isEqualTo("second");
            assertThat(proxy.connections()).isEqualTo(1);
        }
        RecordedRequest seen = provider.takeRequest();
        assertThat(seen.getTarget()).isEqualTo("/v1/x?y=%20z");
        assertThat(seen.getHeaders().get("host")).isEqualTo("localhost:" + provider.getPort());
        assertThat(seen.getHeaders().get("proxy-authorization")).isNull();
        assertThat(seen.getBody().size()).isEqualTo(1_000_000);
    }

    @ParameterizedTest(name = "{0}, asks for a login: {1}, https provider: {2}")
    @MethodSource("proxies")
    void wrongPasswordIsNamedWithTheProxysHostOnly(Scheme scheme, boolean guarded, boolean secure) throws Exception {
        start(secure ? LOCAL : null);
        try (TestProxy proxy = TestProxy.guarded(scheme, LOCAL)) {
            ProxyUrl url = guarded ? proxy.urlWith(TestProxy.USER, "wr0ng") : proxy.urlWithoutLogin();

            UpstreamFault fault = post(url(secure), "{}", url).fault();

            assertThat(fault.cause()).isEqualTo(Cause.PROXY);
            assertThat(fault.headSeen()).isFalse();
            assertThat(fault.detail())
                    .startsWith("the egress proxy '" + url.host() + "' ")
                    .contains("user and ")
                    .contains("password")
                    .doesNotContain("wr0ng", TestProxy.USER, String.valueOf(url.port()));
        }
        assertThat(provider.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void certificateForAnotherHostIsRefusedThroughTheTunnel(Scheme scheme) throws Exception {
        start(ELSEWHERE);
        try (TestProxy proxy = TestProxy.open(scheme, LOCAL)) {
            UpstreamFault fault = post(url(true), "{}", proxy.url()).fault();

            assertThat(fault.cause()).isEqualTo(Cause.UNREACHABLE);
            assertThat(fault.detail()).startsWith("localhost:" + provider.getPort() + ": certificate refused: ");
            assertThat(provider.getRequestCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void nameOfTheProviderIsResolvedByTheProxy(Scheme scheme) throws Exception {
        try (TestProxy proxy = TestProxy.open(scheme, LOCAL)) {
            UpstreamFault fault = post(URI.create("https://nowhere.invalid/"), "{}", proxy.url())
                    .fault();

            assertThat(fault.cause()).isEqualTo(Cause.PROXY);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void certificateOfAProxyIsChecked() throws Exception {
        start(LOCAL);
        try (TestProxy proxy = TestProxy.open(Scheme.HTTPS, STRANGER)) {
            UpstreamFault fault = post(url(true), "{}", proxy.url()).fault();

            assertThat(fault.cause()).isEqualTo(Cause.PROXY);
            assertThat(fault.detail()).startsWith("the egress proxy 'localhost' certificate refused: ");
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void proxyThatIsNotThereIsNamed(Scheme scheme) throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        UpstreamFault fault = post(URI.create("http://localhost/"), "{}", new ProxyUrl(scheme, "127.0.0.1", port, null))
                .fault();

        assertThat(fault)
                .isEqualTo(new UpstreamFault(
                        Cause.PROXY, "the egress proxy '127.0.0.1' could not be reached: Connection refused", false));
    }

    @Test
    void connectionsOfDifferentProxiesAreNotMixed() throws Exception {
        start(null);
        for (int i = 0; i < 3; i++) {
            provider.enqueue(new MockResponse.Builder().body("ok").build());
        }
        try (TestProxy one = TestProxy.open(Scheme.SOCKS5, LOCAL);
                TestProxy other = TestProxy.open(Scheme.SOCKS5, LOCAL)) {
            post(url(false), "{}", one.url()).completed();
            post(url(false), "{}", other.url()).completed();
            post(url(false), "{}", null).completed();

            assertThat(one.connections()).isEqualTo(1);
            assertThat(other.connections()).isEqualTo(1);
            assertThat(upstream.freeConnections()).isEqualTo(3);
        }
    }

    private RecordingListener post(URI url, String body, @org.jspecify.annotations.Nullable ProxyUrl proxy) {
        UpstreamOptions options = new UpstreamOptions(UpstreamFixture.PATIENT, proxy);
        return upstream.send(UpstreamRequest.postJson(url), body, options, new RecordingListener(upstream.io()));
    }

    private void start(@org.jspecify.annotations.Nullable TestIdentity identity) throws Exception {
        if (identity != null) {
            provider.useHttps(identity.serverContext().getSocketFactory());
        }
        provider.start();
    }

    private URI url(boolean secure) {
        return URI.create((secure ? "https" : "http") + "://localhost:" + provider.getPort() + "/v1/x?y=%20z");
    }
}
