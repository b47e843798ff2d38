package dev.aiproxy.runtime.upstream;

import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.ssl.SslConnection;

/** TLS over an open connection; the handshake's costly steps run on the worker. */
final class Tls {
    /** What a handshake comes to, on the IO thread. */
    interface Outcome {
        void secured();

        void refused(String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TrustRecorder trust;
    private final UndertowXnioSsl ssl;

    /** The buffers are Undertow's own: a record of full size would never fit into the gateway's. */
    Tls(XnioWorker worker, List<X509Certificate> trusted) {
        try {
            trust = new TrustRecorder(trustManager(trusted));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            ssl = new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, context, worker);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    /** Does beforehand what takes longest; if it cannot be done, whoever needs it is told. */
    static void loadTrust() {
        try {
            SSLContext.getInstance("TLS").init(null, new TrustManager[] {trustManager((KeyStore) null)}, null);
        } catch (GeneralSecurityException e) {
            LOG.debug("the trusted certificates could not be loaded", e);
        }
    }

    /** Puts TLS for a peer over a connection; nothing is sent before {@link #shakeHands}. */
    SslConnection wrap(StreamConnection connection, Origin peer) {
        if (connection instanceof SslConnection) {
            connection
                    .getSourceChannel()
                    .setConduit(
                            new DrainingConduit(connection.getSourceChannel().getConduit()));
        }
        OptionMap options = OptionMap.builder()
                .set(Options.SSL_PEER_HOST_NAME, peer.host())
                .set(Options.SSL_PEER_PORT, peer.port())
                .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
                .getMap();
        return ssl.wrapExistingConnection(connection, options);
    }

    /** Tells the outcome later, once; never if the connection is closed by us before. */
    void shakeHands(SslConnection connection, XnioIoThread io, Outcome outcome) {
        Handshake handshake = new Handshake(connection, outcome);
        connection.getHandshakeSetter().set(channel -> io.execute(handshake::done));
        connection.getSourceChannel().setReadListener(channel -> handshake.readable());
        try {
            connection.startHandshake();
            connection.getSourceChannel().resumeReads();
        } catch (IOException e) {
            io.execute(() -> handshake.failed(e.getMessage()));
        }
    }

    /** Reading is what drives the handshake on, and how its failure shows. */
    private final class Handshake {
        private final SslConnection connection;
        private final Outcome outcome;
        private boolean over;

        Handshake(SslConnection connection, Outcome outcome) {
            this.connection = connection;
            this.outcome = outcome;
        }

        void readable() {
            try {
                if (!over && connection.getSourceChannel().read(NOTHING.duplicate()) < 0) {
                    failed("the connection was closed within the TLS handshake");
                }
            } catch (IOException e) {
                failed("TLS: " + e.getMessage());
            }
        }

        void done() {
            if (!over) {
                over = true;
                outcome.secured();
            }
        }

        void failed(@Nullable String reason) {
            if (!over) {
                over = true;
                String refusal = trust.refusal(UndertowXnioSsl.getSslEngine(connection));
                outcome.refused(refusal == null ? String.valueOf(reason) : "certificate refused: " + refusal);
            }
        }
    }

    private static X509ExtendedTrustManager trustManager(List<X509Certificate> extra)
            throws GeneralSecurityException, IOException {
        X509ExtendedTrustManager jdk = trustManager((KeyStore) null);
        if (extra.isEmpty()) {
            return jdk;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int alias = 0;
        for (X509Certificate certificate : jdk.getAcceptedIssuers()) {
            store.setCertificateEntry("jdk-" + alias++, certificate);
        }
        for (X509Certificate certificate : extra) {
            store.setCertificateEntry("extra-" + alias++, certificate);
        }
        return trustManager(store);
    }

    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
