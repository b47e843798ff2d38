package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.runtime.config.ProxyUrl;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.ssl.SslConnection;

/** Brings up one connection layer by layer: the socket, TLS to a proxy, the tunnel through it, TLS to the origin. */
final class Connector implements Dial.Outcome {
    /** Told once, on the IO thread, unless the connector is cancelled. */
    interface Outcome {
        void connected(Connection connection);

        /** The detail names who failed. */
        void notConnected(Cause cause, String detail);
    }

    private final IoLane lane;
    private final Route route;
    private final Outcome outcome;
    private final Dial dial;
    private boolean over;
    private @Nullable StreamConnection socket;
    private @Nullable StreamConnection top;

    /** The patience is in nanoseconds, for all addresses together. */
    Connector(IoLane lane, Route route, long patience, Outcome outcome) {
        this.lane = lane;
        this.route = route;
        this.outcome = outcome;
        this.dial = new Dial(lane, route.firstPeer(), patience, this);
    }

    void start() {
        dial.start();
    }

    void cancel() {
        over = true;
        dial.cancel();
        close();
    }

    void tick(long now) {
        dial.tick(now);
    }

    @Override
    public void accepted(StreamConnection accepted) {
        socket = accepted;
        top = accepted;
        ProxyUrl proxy = route.proxy();
        if (proxy == null) {
            reachOrigin(accepted);
        } else if (proxy.scheme() == ProxyUrl.Scheme.HTTPS) {
            secure(accepted, route.firstPeer(), secured -> passProxy(secured, proxy), this::proxyFailed);
        } else {
            passProxy(accepted, proxy);
        }
    }

    @Override
    public void notAccepted(String reason) {
        if (route.proxy() == null) {
            originFailed(reason);
        } else {
            proxyFailed("could not be reached: " + reason);
        }
    }

    private void passProxy(StreamConnection layer, ProxyUrl proxy) {
        if (route.relayed()) {
            succeed(layer);
            return;
        }
        Tunnel.Protocol protocol = proxy.scheme() == ProxyUrl.Scheme.SOCKS5
                ? new SocksTunnel(route.origin(), proxy.login())
                : new ConnectTunnel(route.origin(), proxy, lane.settings().maxHeadBytes());
        new Tunnel(layer, protocol, new Tunnel.Outcome() {
                    @Override
                    public void open() {
                        later(() -> reachOrigin(layer));
                    }

                    @Override
                    public void refused(String reason) {
                        later(() -> proxyFailed(reason));
                    }
                })
                .start();
    }

    /** Out of the layer's own callbacks, which are about to be replaced. */
    private void later(Runnable step) {
        lane.io().execute(() -> {
            if (!over) {
                step.run();
            }
        });
    }

    private void reachOrigin(StreamConnection layer) {
        if (route.origin().secure()) {
            secure(layer, route.origin(), this::succeed, this::originFailed);
        } else {
            succeed(layer);
        }
    }

    private void secure(
            StreamConnection layer, Origin peer, Consumer<StreamConnection> next, Consumer<String> otherwise) {
        SslConnection ssl = route.tls().wrap(layer, peer);
        top = ssl;
        route.tls().shakeHands(ssl, lane.io(), new Tls.Outcome() {
            @Override
            public void secured() {
                if (!over) {
                    next.accept(ssl);
                }
            }

            @Override
            public void refused(String reason) {
                otherwise.accept(reason);
            }
        });
    }

    private void succeed(StreamConnection layer) {
        StreamConnection bottom = socket;
        if (!over && bottom != null) {
            over = true;
            outcome.connected(new Connection(route, bottom, layer));
        }
    }

    private void originFailed(String reason) {
        fail(Cause.UNREACHABLE, route + ": " + reason);
    }

    private void proxyFailed(String reason) {
        fail(Cause.PROXY, "the egress proxy '" + route.firstPeer().host() + "' " + reason);
    }

    private void fail(Cause cause, String detail) {
        if (!over) {
            over = true;
            close();
            outcome.notConnected(cause, detail);
        }
    }

    private void close() {
        IoUtils.safeClose(top);
        IoUtils.safeClose(socket);
    }
}
