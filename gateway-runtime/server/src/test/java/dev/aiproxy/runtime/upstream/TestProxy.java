package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.runtime.config.ProxyUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.bbottema.javasocksproxyserver.SyncSocksServer;
import org.bbottema.javasocksproxyserver.auth.DefaultAuthenticator;
import org.bbottema.javasocksproxyserver.auth.UsernamePasswordAuthenticator;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.ActivityTrackerAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.HttpProxyServerBootstrap;
import org.littleshoot.proxy.ProxyAuthenticator;
import org.littleshoot.proxy.SslEngineSource;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;

/** A real proxy for one test: LittleProxy, or java-socks-proxy-server. */
final class TestProxy implements AutoCloseable {
    static final String USER = "us\u00e9r";
    static final String PASSWORD = "p@ss:w\u00f6rd";

    private final ProxyUrl url;
    private final AtomicInteger connections;
    private final Runnable stop;

    private TestProxy(ProxyUrl url, AtomicInteger connections, Runnable stop) {
        this.url = url;
        this.connections = connections;
        this.stop = stop;
    }

    /** Lets everybody through. */
    static TestProxy open(ProxyUrl.Scheme scheme, TestIdentity identity) {
        return start(scheme, identity, false);
    }

    /** Asks for {@link #USER} and {@link #PASSWORD}. */
    static TestProxy guarded(ProxyUrl.Scheme scheme, TestIdentity identity) {
        return start(scheme, identity, true);
    }

    private static TestProxy start(ProxyUrl.Scheme scheme, TestIdentity identity, boolean guarded) {
        return switch (scheme) {
            case HTTP -> http(scheme, null, guarded);
            case HTTPS -> http(scheme, identity.serverContext(), guarded);
            case SOCKS5 -> socks(guarded);
        };
    }

    /** With the right login if the proxy asks for one. */
    ProxyUrl url() {
        return url;
    }

    ProxyUrl urlWith(String user, String password) {
        ProxyUrl.Login login = new ProxyUrl.Login(Secret.of(user), Secret.of(password));
        return new ProxyUrl(url.scheme(), url.host(), url.port(), login);
    }

    ProxyUrl urlWithoutLogin() {
        return new ProxyUrl(url.scheme(), url.host(), url.port(), null);
    }

    /** How many clients have connected. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        stop.run();
    }

    private static ProxyUrl url(ProxyUrl.Scheme scheme, int port, boolean guarded) {
        ProxyUrl.Login login = guarded ? new ProxyUrl.Login(Secret.of(USER), Secret.of(PASSWORD)) : null;
        return new ProxyUrl(scheme, scheme == ProxyUrl.Scheme.HTTPS ? "localhost" : "127.0.0.1", port, login);
    }

    private static TestProxy http(ProxyUrl.Scheme scheme, @Nullable SSLContext tls, boolean guarded) {
        AtomicInteger connections = new AtomicInteger();
        HttpProxyServerBootstrap bootstrap = DefaultHttpProxyServer.bootstrap()
                .withAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .plusActivityTracker(new ActivityTrackerAdapter() {
                    @Override
                    public void clientConnected(org.littleshoot.proxy.FlowContext client) {
                        connections.incrementAndGet();
                    }
                });
        if (guarded) {
            bootstrap.withProxyAuthenticator(new Password());
        }
        if (tls != null) {
            bootstrap.withSslEngineSource(new Engines(tls)).withAuthenticateSslClients(false);
        }
        HttpProxyServer server = bootstrap.start();
        return new TestProxy(url(scheme, server.getListenAddress().getPort(), guarded), connections, server::abort);
    }

    private static TestProxy socks(boolean guarded) {
        SyncSocksServer server = new SyncSocksServer();
        Counting sockets = new Counting();
        server.start(
                0,
                sockets,
                guarded
                        ? new UsernamePasswordAuthenticator(false) {
                            @Override
                            public boolean validate(String user, String password) {
                                return user.equals(USER) && password.equals(PASSWORD);
                            }
                        }
                        : new DefaultAuthenticator());
        return new TestProxy(url(ProxyUrl.Scheme.SOCKS5, sockets.port(), guarded), sockets.accepted, server::stop);
    }

    /** Asks for the one login. */
    private static final class Password implements ProxyAuthenticator {
        @Override
        public boolean authenticate(String user, String password) {
            return user.equals(USER) && password.equals(PASSWORD);
        }

        @Override
        public String getRealm() {
            return "test";
        }
    }

    /** TLS of one identity. */
    private record Engines(SSLContext context) implements SslEngineSource {
        @Override
        public SSLEngine newSslEngine() {
            return context.createSSLEngine();
        }

        @Override
        public SSLEngine newSslEngine(String host, int port) {
            return context.createSSLEngine(host, port);
        }
    }

    /** Listens on any free port of this machine only, and counts. */
    private static final class Counting extends ServerSocketFactory {
        final AtomicInteger accepted = new AtomicInteger();
        private final ServerSocket listener;

        Counting() {
            try {
                listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
                    @Override
                    public java.net.Socket accept() throws IOException {
                        java.net.Socket socket = super.accept();
                        accepted.incrementAndGet();
                        return socket;
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            return listener;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            return listener;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            return listener;
        }
    }
}
