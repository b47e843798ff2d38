package dev.aiproxy.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener with {@code tls.enable}. */
final class TlsListenerTest {
    private static final TlsIdentity IDENTITY = TlsIdentity.forHosts("127.0.0.1");
    private static final TestGateway GATEWAY = start();
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static TestGateway start() {
        try {
            return TestGateway.bare().tls(IDENTITY).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void currentProtocolsAreSpoken(String protocol) throws IOException {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {protocol});
            SSLParameters checked = socket.getSSLParameters();
            checked.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(checked);

            assertThat(ask(socket, HEALTH)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(socket.getSession().getPeerCertificates()).containsExactly(IDENTITY.certificate());
        }
    }

    @Test
    void oldProtocolsAreRefused() throws IOException {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void plainHttpIsNotAnswered() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", GATEWAY.port())) {
            assertThat(ask(socket, HEALTH)).isNotEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void urlSaysHttps() {
        assertThat(GATEWAY.url()).hasScheme("https").hasPort(GATEWAY.port());
    }

    private static SSLSocket connect() throws IOException {
        return (SSLSocket) IDENTITY.clientContext().getSocketFactory().createSocket("127.0.0.1", GATEWAY.port());
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        return String.valueOf(in.readLine());
    }
}
