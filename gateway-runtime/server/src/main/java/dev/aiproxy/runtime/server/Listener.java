package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.server.GatewayServer.Io;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.AlpnOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/** The listening socket: HTTP/1.1, over TLS if there is an identity to present, with HTTP/2 beside it if that is wished. */
final class Listener {
    private final AcceptingChannel<? extends StreamConnection> socket;
    private final @Nullable UndertowXnioSsl ssl;

    /**
     * What it speaks.
     *
     * @param sockets options of the sockets
     * @param options options of Undertow
     * @param edge is told of what {@code root} never gets to see
     */
    record Speech(
            @Nullable TlsIdentity tls,
            boolean http2,
            OptionMap sockets,
            OptionMap options,
            HttpHandler root,
            EdgeAnswers edge) {}

    private Listener(AcceptingChannel<? extends StreamConnection> socket, @Nullable UndertowXnioSsl ssl) {
        this.socket = socket;
        this.ssl = ssl;
        socket.resumeAccepts();
    }

    /** Begins to listen. */
    static Listener open(Io io, InetSocketAddress address, Speech speech) throws IOException {
        InetSocketAddress resolved =
                new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort());
        OptionMap options = OptionMap.builder()
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .addAll(speech.options())
                .getMap();
        Http1Listener http1 = new Http1Listener(io.buffers(), options, speech.root(), speech.edge());
        OptionMap sockets = sockets(io, speech.sockets());
        TlsIdentity tls = speech.tls();
        if (tls == null) {
            return new Listener(
                    io.worker()
                            .createStreamConnectionServer(
                                    resolved, ChannelListeners.<StreamConnection>openListenerAdapter(http1), sockets),
                    null);
        }
        UndertowXnioSsl ssl = new UndertowXnioSsl(
                io.worker().getXnio(), OptionMap.create(Options.USE_DIRECT_BUFFERS, true), tls.context());
        ChannelListener<StreamConnection> opener = speech.http2()
                ? new AlpnOpenListener(io.buffers(), options, http1)
                        .addProtocol("h2", new Http2Listener(io.buffers(), Io.BUFFER_BYTES, options, speech.root()), 10)
                : http1;
        return new Listener(
                ssl.createSslConnectionServer(
                        io.worker(), resolved, ChannelListeners.<SslConnection>openListenerAdapter(opener), sockets),
                ssl);
    }

    private static OptionMap sockets(Io io, OptionMap own) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, io.worker().getIoThreadCount())
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                .addAll(own)
                .getMap();
    }

    /** With the real port if any free one was asked for. */
    InetSocketAddress address() {
        return socket.getLocalAddress(InetSocketAddress.class);
    }

    /** New connections are given this identity. */
    void present(TlsIdentity identity) {
        if (ssl != null) {
            ssl.updateSSLContext(identity.context());
        }
    }

    /** Accepts no connections any more; open ones go on. */
    void close() {
        IoUtils.safeClose(socket);
    }
}
