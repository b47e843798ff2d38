package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.recording.Recording;
import dev.aiproxy.testkit.recording.Recordings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** S-ALL-1, S-ALL-2, R-ALL-1: whatever a provider sent, a client of any format is told the same. */
@Tag("shared")
final class RecordedMatrixIT {
    private static final Path PLUGINS = Path.of(System.getProperty("aiproxy.home"), "plugins");

    private static FakeUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        StringBuilder config = new StringBuilder("request-retry: 0\nretry: {cooldown: false}\n");
        for (Client client : Client.values()) {
            config.append(client.section(upstream.url()));
        }
        gateway = TestGateway.with(PLUGINS).config(config.toString()).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @TestFactory
    Stream<DynamicTest> recordingSaysTheSameToEveryClient() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers()) {
            for (Client client : Client.values()) {
                String name = client + " <- " + recording.key();
                if (recording.stream()) {
                    tests.add(DynamicTest.dynamicTest(name, () -> stream(recording, client, reply(recording))));
                } else {
                    tests.add(DynamicTest.dynamicTest(name, () -> plain(recording, client)));
                    tests.add(DynamicTest.dynamicTest(name + " as a stream", () -> plainAsStream(recording, client)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> slicesAndLineEndsOfAStreamDoNotMatter() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers()) {
            if (!recording.stream()) {
                continue;
            }
            for (Client client : Client.values()) {
                String name = client + " <- " + recording.key();
                for (int size : List.of(1, 7, 64)) {
                    Reply sliced = reply(recording).inSlicesOf(size);
                    tests.add(DynamicTest.dynamicTest(
                            name + " in slices of " + size, () -> stream(recording, client, sliced)));
                }
                Reply crlf = Reply.sseText(
                        recording.eventStream().replace("\r\n", "\n").replace("\n", "\r\n"));
                tests.add(DynamicTest.dynamicTest(name + " with CRLF", () -> stream(recording, client, crlf)));
            }
        }
        return tests.stream();
    }

    private static Reply reply(Recording recording) {
        return recording.stream()
                ? Reply.sseText(recording.eventStream())
                : Reply.json(recording.status(), recording.body());
    }

    private static Client provider(Recording recording) {
        return Client.valueOf(recording.format().name());
    }

    private static void stream(Recording recording, Client client, Reply reply) throws IOException {
        upstream.always(reply);

        RawHttpClient.Response response =
                client.ask(gateway.url(), provider(recording).model(), true);

        String body = text(response);
        if (failsAtOnce(recording)) {
            assertThat(response.status()).as(recording.key() + " " + body).isEqualTo(429);
            assertSame(recording, client, body);
            return;
        }
        assertThat(response.status()).as(recording.key() + " " + body).isEqualTo(200);
        if (startsAnew(recording) && client != provider(recording)) {
            client.grammar(StreamOption.ENDED_WITH_ERROR).assertLegal(body);
            return;
        }
        assertSame(recording, client, body);
        if (client != provider(recording)) {
            grammarOf(recording, client, body);
        }
    }

    /**
     * A stream that begins a second message in the middle of the first: what another format's client was told of the first cannot
     * be taken back, so it is told of an error instead of a mixture of both.
     */
    private static boolean startsAnew(Recording recording) {
        return recording.key().contains("spliced-message-start");
    }

    /** S-ERR-1: an error before anything was said is one of the HTTP status. */
    private static boolean failsAtOnce(Recording recording) {
        return recording.key().contains("openai-error");
    }

    private static void plain(Recording recording, Client client) throws IOException {
        upstream.always(reply(recording));

        RawHttpClient.Response response =
                client.ask(gateway.url(), provider(recording).model(), false);

        String body = text(response);
        assertThat(response.status()).as(recording.key() + " " + body).isEqualTo(recording.status());
        assertSame(recording, client, body);
    }

    private static void plainAsStream(Recording recording, Client client) throws IOException {
        upstream.always(reply(recording));

        RawHttpClient.Response response =
                client.ask(gateway.url(), provider(recording).model(), true);

        String body = text(response);
        assertThat(response.status()).as(recording.key() + " " + body).isEqualTo(recording.status());
        assertSame(recording, client, body);
        if (response.status() == 200) {
            grammarOf(recording, client, body);
        }
    }

    private static void grammarOf(Recording recording, Client client, String body) {
        if ("error".equals(recording.expected().finish())) {
            client.grammar(StreamOption.ENDED_WITH_ERROR).assertLegal(body);
        } else {
            client.grammar().assertLegal(body);
        }
    }

    /** Claude has no word for reasoning tokens, Gemini none for cache writes. */
    private static void assertSame(Recording recording, Client client, String body) {
        Digest actual = Digests.valueOf(client.name()).ofBody(body);
        Digest.Part[] ignored = {
            Digest.Part.ERROR,
            client == Client.CLAUDE ? Digest.Part.REASONING_TOKENS : Digest.Part.ERROR,
            client == Client.GEMINI ? Digest.Part.CACHE_WRITE_TOKENS : Digest.Part.ERROR
        };
        assertThat(actual.differencesFrom(recording.expected(), ignored))
                .as(body)
                .isEmpty();
        String error = recording.expected().error();
        if (error != null) {
            assertThat(actual.error()).as(body).contains(error);
        }
    }

    private static String text(RawHttpClient.Response response) {
        return new String(response.body().bytes(), StandardCharsets.UTF_8);
    }
}
