package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.dist.shapes.LocalShape;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A local provider that blocks, streams, throws, fails and floods, as {@code LocalShape} does. */
final class LocalProviderTest {
    private static final int SMALL_BUFFER = 16 * 1024;

    @TempDir
    private Path folder;

    private Path journal;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        journal = Files.createFile(folder.resolve("journal"));
        gateway = Shapes.gateway(folder).config("""
                request-retry: 0
                local-shape:
                  - journal: %s
                  - journal: %1$s
                    request-timeout: 100ms
                    models: [{id: blocks, alias: blocks-briefly}, {id: stalls, alias: stalls-briefly}]
                """.formatted(journal)).start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersFollowEachOtherOnAConnection(boolean stream) throws Exception {
        try (var client = RawHttpClient.connect(gateway.url())) {
            for (String model : List.of("ends", "says", "ends")) {
                assertThat(Shapes.begin(client, model, stream).readResponse().status())
                        .isEqualTo(200);
                assertThat(gateway.takeExchange(Duration.ofSeconds(5)).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientThatLeavesInterrupts(boolean stream) throws Exception {
        try (var client = RawHttpClient.connect(gateway.url())) {
            Shapes.begin(client, "blocks", stream);
            await().until(() -> notes().contains("began"));
        }

        await().until(() -> notes().contains("interrupted"));
        assertThat(gateway.takeExchange(Duration.ofSeconds(5)).status()).isEqualTo(499);
    }

    @Test
    void clientThatLeavesInTheMiddleInterrupts() throws Exception {
        try (var client = RawHttpClient.connect(gateway.url())) {
            Shapes.begin(client, "stalls", true);
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.nextEvent()).isNotNull();
        }

        await().until(() -> notes().contains("interrupted"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void providerThatThrowsIsNamed(boolean stream) throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "throws", stream);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body().json().at("/error/message").asString())
                .contains("plugin 'local-shape' failed in chat")
                .doesNotContain("out of order");
        assertServes();
    }

    @Test
    void providerThatThrowsAfterItsFirstWordsEndsTheStreamWithAnError() throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "throws-late", true);

        assertThat(response.status()).isEqualTo(200);
        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR)
                .assertLegal(response.body().sse());
        assertThat(response.body().text()).contains("plugin 'local-shape'");
    }

    @Test
    void providerThatThrowsAfterItsFirstWordsFailsAPlainAnswer() throws Exception {
        assertThat(Shapes.ask(gateway.url(), "throws-late", false).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureKeepsItsStatusAndWords(boolean stream) throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "fails", stream);

        assertThat(response.status()).isEqualTo(529);
        assertThat(response.body().json().at("/error/message").asString()).isEqualTo("all seats are taken");
    }

    @Test
    void failureInTheMiddleEndsTheStreamWithAnError() throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "fails-late", true);

        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR)
                .assertLegal(response.body().sse());
        assertThat(response.body().text()).contains("all seats are taken");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void providerThatIsSilentForTooLongIsInterrupted(boolean stream) throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "blocks-briefly", stream);

        assertThat(response.status()).isEqualTo(504);
        assertThat(response.body().json().at("/error/message").asString())
                .isEqualTo("provider 'local-shape' did not answer in time");
        await().until(() -> notes().contains("interrupted"));
    }

    @Test
    void providerThatFallsSilentEndsTheStreamWithAnError() throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "stalls-briefly", true);

        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR)
                .assertLegal(response.body().sse());
        assertThat(response.body().text()).contains("did not answer in time");
        await().until(() -> notes().contains("interrupted"));
    }

    @Test
    void slowClientSlowsTheProvider() throws Exception {
        try (var client = RawHttpClient.connect(gateway.url(), SMALL_BUFFER)) {
            Shapes.begin(client, "floods", true);
            assertThat(client.readHead().status()).isEqualTo(200);

            awaitStandstill();
            assertThat(emitted()).isPositive().isLessThan(LocalShape.FLOOD_EVENTS / 4);
            long before = emitted();
            client.readBytes(512 * LocalShape.FLOOD_CHARS);
            await().until(() -> emitted() > before);
        }
        await().until(() -> notes().contains("interrupted"));
    }

    /** The provider has emitted something, and for a while nothing more. */
    private void awaitStandstill() {
        AtomicLong seen = new AtomicLong();
        await().during(Duration.ofMillis(400)).until(() -> {
            long now = emitted();
            return now > 0 && seen.getAndSet(now) == now;
        });
    }

    private void assertServes() throws IOException {
        assertThat(Shapes.ask(gateway.url(), "says", false).status()).isEqualTo(200);
    }

    private long emitted() throws IOException {
        return notes().stream().filter("emitted"::equals).count();
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(journal);
    }
}
