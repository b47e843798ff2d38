package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.server.Control;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener's certificate is renewed while the gateway runs. */
final class TlsRenewalIT {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final TlsIdentity OLD = TlsIdentity.forHosts("127.0.0.1");
    private static final TlsIdentity NEW = TlsIdentity.forHosts("127.0.0.1");

    private FakeUpstream upstream;
    private Lab lab;
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.tls(OLD, upstream);
        folder = lab.gateway().configFile().getParent();
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @Test
    void newConnectionsGetTheNewCertificateAndOpenStreamsGoOn() throws Exception {
        Gate gate = new Gate();
        String whole = ChatText.stream("c-1", "Hello", " there");
        upstream.enqueue(Reply.sseText(whole)
                .gateAt(
                        ChatText.role("c-1").length()
                                + ChatText.words("c-1", "Hello").length(),
                        gate));
        try (RawHttpClient stream = lab.connect()) {
            stream.post(Lab.CHAT, ChatText.streamRequest("m"));
            assertThat(stream.readHead().status()).isEqualTo(200);
            gate.awaitReached(1, Duration.ofSeconds(10));
            assertThat(presented(OLD)).isEqualTo(OLD.certificate());

            replace("server.pem", NEW.pem());
            replace("server-key.pem", NEW.privateKeyPem());

            await().atMost(SOON).until(() -> presented(OLD, NEW).equals(NEW.certificate()));
            gate.open();
            assertThat(stream.readBody().text()).isEqualTo(whole);
            upstream.enqueue(Reply.json(ChatText.answer("c-2", "Hello")));
            assertThat(stream.post(Lab.CHAT, ChatText.request("m"))
                            .readResponse()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(lab.gateway().gateway().control().config().failedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumedSessionDoesNotKeepTheOldCertificate(String protocol) throws Exception {
        SSLContext client = trusting(OLD, NEW);
        assertThat(presented(client, protocol)).isEqualTo(OLD.certificate());
        assertThat(presented(client, protocol)).isEqualTo(OLD.certificate());

        replace("server.pem", NEW.pem());
        replace("server-key.pem", NEW.privateKeyPem());

        await().atMost(SOON).until(() -> presented(client, protocol).equals(NEW.certificate()));
    }

    @Test
    void replacedLinkIsNoticed() throws Exception {
        Path mounted = mount("..first", OLD);
        link("..data", mounted);
        link("server.pem", Path.of("..data", "server.pem"));
        link("server-key.pem", Path.of("..data", "server-key.pem"));
        assertThat(presented(OLD)).isEqualTo(OLD.certificate());

        link("..data", mount("..second", NEW));

        await().atMost(SOON).until(() -> presented(OLD, NEW).equals(NEW.certificate()));
    }

    @Test
    void otherFilesMayBeNamed() throws Exception {
        Files.writeString(folder.resolve("other.pem"), NEW.pem());
        Files.writeString(folder.resolve("other-key.pem"), NEW.privateKeyPem());
        TestGateway gateway = lab.gateway();
        String config = Files.readString(gateway.configFile());

        replace(
                "config.yaml",
                config.replace("cert: server.pem", "cert: other.pem")
                        .replace("key: server-key.pem", "key: other-key.pem"));

        await().atMost(SOON).until(() -> presented(OLD, NEW).equals(NEW.certificate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void brokenFileKeepsTheOldCertificateAndSaysWhy(String broken) throws Exception {
        replace("server.pem", broken);

        await().atMost(SOON).until(() -> problems().stream().anyMatch(text -> text.contains(": tls.cert: ")));
        assertThat(presented(OLD)).isEqualTo(OLD.certificate());

        replace("server.pem", NEW.pem());
        await().atMost(SOON).until(() -> problems().stream().anyMatch(text -> text.contains("does not belong")));
        assertThat(presented(OLD)).isEqualTo(OLD.certificate());

        replace("server-key.pem", NEW.privateKeyPem());
        await().atMost(SOON).until(() -> presented(OLD, NEW).equals(NEW.certificate()));
        assertThat(problems()).isEmpty();
    }

    @Test
    void mendedFileIsNoticedAfterTheChangeThatNamedItWasRefused() throws Exception {
        Files.writeString(folder.resolve("other.pem"), "half a file");
        Files.writeString(folder.resolve("other-key.pem"), NEW.privateKeyPem());
        String config = Files.readString(lab.gateway().configFile());
        replace(
                "config.yaml",
                config.replace("cert: server.pem", "cert: other.pem")
                        .replace("key: server-key.pem", "key: other-key.pem"));
        await().atMost(SOON).until(() -> problems().stream().anyMatch(text -> text.contains(": tls.cert: ")));

        replace("other.pem", NEW.pem());

        await().atMost(SOON).until(() -> presented(OLD, NEW).equals(NEW.certificate()));
        assertThat(problems()).isEmpty();
    }

    @Test
    void mendedFileOfIssuersIsNoticedAfterTheChangeThatNamedItWasRefused() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "half a file");
        String config = Files.readString(lab.gateway().configFile());
        replace("config.yaml", config + "\nupstream: { ca-file: ca.pem }\n");
        await().atMost(SOON).until(() -> problems().stream().anyMatch(text -> text.contains(": upstream.ca-file: ")));

        replace("ca.pem", NEW.pem());

        await().atMost(SOON).until(() -> problems().isEmpty());
    }

    @Test
    void renewalIsNoticedWhileSwitchingTlsOffWaitsForTheRestart() throws Exception {
        Control control = lab.gateway().gateway().control();
        String config = Files.readString(lab.gateway().configFile());
        replace("config.yaml", config.replace("enable: true", "enable: false"));
        await().atMost(SOON).until(() -> !control.config().pending().isEmpty());
        replace("server.pem", "half a file");
        assertThat(control.reload().applied()).isTrue();
        assertThat(presented(OLD)).isEqualTo(OLD.certificate());

        replace("server.pem", NEW.pem());
        replace("server-key.pem", NEW.privateKeyPem());

        await().atMost(SOON).until(() -> presented(OLD, NEW).equals(NEW.certificate()));
        assertThat(control.config().pending()).singleElement(STRING).contains("tls.enable");

        replace("config.yaml", config);
        await().atMost(SOON).until(() -> control.config().pending().isEmpty());
    }

    private List<String> problems() {
        return lab.gateway().gateway().control().config().problems().stream()
                .map(ConfigProblem::render)
                .toList();
    }

    /** As an editor does: a new file takes the name. */
    private void replace(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path mount(String name, TlsIdentity identity) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.writeString(made.resolve("server.pem"), identity.pem());
        Files.writeString(made.resolve("server-key.pem"), identity.privateKeyPem());
        return Path.of(name);
    }

    /** As Kubernetes does: a new link takes the name. */
    private void link(String name, Path target) throws IOException {
        Path made = Files.createSymbolicLink(folder.resolve(name + ".new"), target);
        Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Certificate presented(TlsIdentity... trusted) throws Exception {
        return presented(trusting(trusted), "TLSv1.3");
    }

    /** The certificate that a connection gets; a request on it, so that the client also gets what it may resume with. */
    private Certificate presented(SSLContext client, String protocol) throws IOException {
        int port = lab.gateway().port();
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLContext trusting(TlsIdentity... identities) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < identities.length; i++) {
            store.setCertificateEntry("trusted-" + i, identities[i].certificate());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
