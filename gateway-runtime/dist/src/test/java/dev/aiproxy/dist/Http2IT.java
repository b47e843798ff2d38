package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients get over HTTP/2 is what they get over HTTP/1.1. */
final class Http2IT {
    private static final TlsIdentity IDENTITY = TlsIdentity.forHosts("127.0.0.1");
    private static final int ROOM = 1 << 20;

    @TempDir
    private Path folder;

    private FakeUpstream upstream;
    private Lab lab;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.tls(IDENTITY, "body-limit-mb: 1\nlimits: {header-size-kb: 8}\n", upstream);
        client = HttpClient.newBuilder().sslContext(IDENTITY.clientContext()).build();
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @Test
    void clientsThatAskForItGetHttp2AndOthersHttp11() throws Exception {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri("/health")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
        try (RawHttpClient http1 = lab.connect()) {
            assertThat(http1.get("/health").readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void bytesPassThroughAsOverHttp11() throws Exception {
        String answer = "{ \"id\" : \"c-1\", \"n\": 1.0e2, \"odd\": \"\\u00e9\" , \"choices\":[]}";
        String request = "{\"model\":\"m\", \"seed\": 1.50 ,\"messages\":[],\"unknown\":{\"b\":1,\"a\":2}}";
        for (String reply : List.of(answer, answer.replace("[]", "[\"" + "x".repeat(300_000) + "\"]"))) {
            upstream.enqueue(Reply.json(reply), Reply.json(reply));

            HttpResponse<String> over2 = post(request);
            RecordedRequest asked2 = upstream.takeRequest();
            RawHttpClient.Response over1 = lab.post(request);
            RecordedRequest asked1 = upstream.takeRequest();

            assertThat(over2.statusCode()).isEqualTo(200);
            assertThat(over2.body().equals(reply)).isTrue();
            assertThat(over1.body().text().equals(reply)).isTrue();
            assertThat(asked2.bodyText()).isEqualTo(asked1.bodyText()).isEqualTo(request);
        }
    }

    @Test
    void eachEventArrivesBeforeTheNextIsSent() throws Exception {
        List<String> events = List.of(
                ChatText.role("c-1"), ChatText.words("c-1", "Hello"), ChatText.words("c-1", " there"), ChatText.DONE);
        Gate gate = new Gate();
        String whole = String.join("", events);
        int first = events.get(0).length();
        int second = first + events.get(1).length();
        int third = second + events.get(2).length();
        // what comes before the first content waits for it
        upstream.enqueue(Reply.sseText(whole).slicedAt(first, second, third).gateEachSlice(gate));

        gate.release();
        gate.release();
        HttpResponse<InputStream> response =
                client.send(request(ChatText.streamRequest("m")), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
            for (int i = 0; i < events.size(); i++) {
                assertThat(lines.readLine() + "\n" + lines.readLine() + "\n").isEqualTo(events.get(i));
                if (i > 0) {
                    gate.release();
                }
            }
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void manyStreamsShareOneConnection() throws Exception {
        upstream.respond(asked -> Reply.sseText(ChatText.stream(
                        "c-1", asked.json().path("user").asString().repeat(500)))
                .inSlicesOf(1000));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String body = ChatText.streamRequest("m").replaceFirst("\\{", "{\"user\":\"u" + i + "\",");
            answers.add(client.sendAsync(request(body), HttpResponse.BodyHandlers.ofString()));
        }
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer = answers.get(i).get(20, TimeUnit.SECONDS);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo(ChatText.stream("c-1", ("u" + i).repeat(500)));
        }
    }

    @Test
    void noHeaderOfAnHttp11ConnectionIsSent() throws Exception {
        upstream.enqueue(
                Reply.sseText(ChatText.stream("c-1", "Hello"))
                        .header("Connection", "keep-alive, x-hop")
                        .header("Keep-Alive", "timeout=5")
                        .header("x-hop", "1"),
                Reply.json(ChatText.answer("c-1", "Hello")));
        try (Http2Client raw = connect()) {
            for (String body : List.of(ChatText.streamRequest("m"), ChatText.request("m"), "{", "{}")) {
                Http2Client.Answer answer = raw.whole(raw.post(Lab.CHAT, body));
                assertThat(answer.headers())
                        .containsKey("x-request-id")
                        .doesNotContainKeys("connection", "keep-alive", "transfer-encoding", "upgrade", "x-hop");
                assertThat(answer.headers().keySet()).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void bodyOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
        try (Http2Client raw = connect()) {
            int announced = raw.open("POST", Lab.CHAT, false, "content-length", "2000000");
            Http2Client.Answer refused = raw.whole(announced);
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.text()).contains("body-limit-mb");

            int unannounced = raw.open("POST", Lab.CHAT, false);
            byte[] piece = new byte[16_000];
            for (int sent = 0; sent < 1_100_000; sent += piece.length) {
                raw.data(unannounced, piece, false);
            }
            assertThat(raw.whole(unannounced).status()).isEqualTo(413);
            assertThat(raw.whole(raw.get("/health")).status()).isEqualTo(200);
        }
    }

    @Test
    void largeBodyIsRead() throws Exception {
        upstream.enqueue(Reply.json(ChatText.answer("c-1", "Hello")));
        String body = ChatText.request("m").replaceFirst("\\{", "{\"user\":\"" + "u".repeat(900_000) + "\",");

        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(upstream.takeRequest().bodyText().equals(body)).isTrue();
    }

    @Test
    void headOverTheLimitIsRefused() throws Exception {
        try (Http2Client raw = connect()) {
            assertThat(refused(raw, raw.get("/health", "x-large", "x".repeat(20_000))))
                    .isTrue();
        }
        try (Http2Client raw = connect()) {
            assertThat(raw.whole(raw.get("/health", "x-some", "x".repeat(4000))).status())
                    .isEqualTo(200);
        }
    }

    /** Whether a stream is reset, or the connection closed. */
    private static boolean refused(Http2Client raw, int stream) throws IOException {
        try {
            return raw.whole(stream).resetCode() > 0;
        } catch (EOFException disconnected) {
            return true;
        }
    }

    @Test
    void streamsOverTheLimitAreRefused() throws Exception {
        upstream.always(Reply.sseText(ChatText.stream("c-1", "Hello")).stallAt(10));
        try (Http2Client raw = connect()) {
            for (int i = 0; i < 256; i++) {
                raw.open("POST", Lab.CHAT, false);
            }
            assertThat(raw.whole(raw.get("/health")).resetCode()).isEqualTo(Http2Client.REFUSED_STREAM);
        }
    }

    @Test
    void clientThatKeepsResettingIsDisconnected() throws Exception {
        upstream.always(Reply.json(ChatText.answer("c-1", "Hello")));
        try (Http2Client raw = connect()) {
            assertThat(goodbyeAfterResets(raw, 1100)).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
        try (Http2Client other = connect()) {
            assertThat(other.whole(other.get("/health")).status()).isEqualTo(200);
        }
    }

    @Test
    void clientThatResetsWithoutMakingRoomIsDisconnected() throws Exception {
        try (Http2Client raw = Http2Client.connect(lab.gateway().url(), IDENTITY, 1)) {
            assertThat(goodbyeAfterResetsWithoutRoom(raw, 300)).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
    }

    private static int goodbyeAfterResetsWithoutRoom(Http2Client raw, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                int stream = raw.get("/nowhere");
                raw.await(stream, 1);
                raw.reset(stream);
            }
        } catch (EOFException | SocketException disconnected) {
            return raw.goodbye();
        }
        return raw.goodbye();
    }

    private static int goodbyeAfterResets(Http2Client raw, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                raw.reset(raw.get("/nowhere"));
            }
        } catch (IOException disconnected) {
            return raw.goodbye();
        }
        return raw.goodbye();
    }

    @Test
    void switchedOffOnlyHttp11IsSpoken() throws Exception {
        Path certificate = Files.writeString(folder.resolve("server.pem"), IDENTITY.pem());
        Path key = Files.writeString(folder.resolve("server-key.pem"), IDENTITY.privateKeyPem());
        String tls = "tls: { enable: true, http2: false, cert: '%s', key: '%s' }%n".formatted(certificate, key);
        try (Lab without = Lab.with(tls, upstream)) {
            assertThatThrownBy(() -> Http2Client.connect(without.gateway().url(), IDENTITY, ROOM))
                    .isInstanceOf(IOException.class);
        }
    }

    private Http2Client connect() throws IOException {
        return Http2Client.connect(lab.gateway().url(), IDENTITY, ROOM);
    }

    private URI uri(String path) {
        return lab.gateway().url().resolve(path);
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(uri(Lab.CHAT))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }
}
