package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.dist.faults.FaultyFormat;
import dev.aiproxy.dist.faults.FaultyProvider;
import dev.aiproxy.testkit.gateway.PluginJar;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that throw or return null: named in the client's format, and contained. */
final class PluginFaultTest {
    private static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"well\"}}]}";
    private static final String CHUNK =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"well\"},\"finish_reason\":\"stop\"}]}";

    @TempDir
    private static Path folder;

    private static FakeUpstream faulty;
    private static FakeUpstream sound;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        faulty = FakeUpstream.start();
        sound = FakeUpstream.start();
        Class<?> fault = Class.forName(FaultyProvider.class.getPackageName() + ".Fault");
        gateway = Shapes.gateway(folder)
                .jar(PluginJar.write(folder, "bad-provider", List.of(FaultyProvider.class), List.of(fault)))
                .jar(PluginJar.write(folder, "bad-format", List.of(FaultyFormat.class), List.of(fault)))
                .config("""
                        request-retry: 2
                        routing: {strategy: fill-first}
                        faulty-api-key:
                          - api-key: k
                            base-url: %s
                            models: [format-throws, format-null, splice-throws, splice-null, prepare-throws, prepare-null,
                              framing-throws, framing-null, classify-throws, classify-null, succeeded-throws,
                              {id: prepare-throws, alias: shared-prepare}, {id: framing-null, alias: shared-framing},
                              {id: classify-throws, alias: shared-classify}]
                          - api-key: k2
                            base-url: http://127.0.0.1:9
                        openai-api-key:
                          - api-key: k
                            base-url: %s
                            models: [sound, shared-prepare, shared-framing, shared-classify]
                        """.formatted(faulty.url(), sound.url()))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        faulty.close();
        sound.close();
    }

    @BeforeEach
    void answer() {
        faulty.respond(
                request -> request.bodyText().contains("classify") ? Reply.json(500, "{}") : reply(request.bodyText()));
        sound.respond(request -> reply(request.bodyText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format-throws",
                "format-null",
                "splice-throws",
                "splice-null",
                "prepare-throws",
                "prepare-null",
                "framing-throws",
                "framing-null",
                "classify-throws",
                "classify-null"
            })
    void providerIsNamedWithItsMethod(String fault) throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), fault, true);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body().json().at("/error/message").asString())
                .contains("plugin 'bad-provider'", fault.substring(0, fault.indexOf('-')))
                .doesNotContain("secret detail");
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared-prepare", "shared-framing", "shared-classify"})
    void anotherProviderIsTried(String model) throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), model, true);

        assertThat(response.status()).isEqualTo(200);
        assertThat(Shapes.text(response)).isEqualTo("well");
    }

    @Test
    void providerThatFailsAfterTheAnswerSpoilsNothing() throws Exception {
        drainExchanges();

        assertThat(Shapes.ask(gateway.url(), "succeeded-throws", false).status())
                .isEqualTo(200);

        assertThat(gateway.takeExchange(Duration.ofSeconds(5)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "client-throws, false",
        "client-null, false",
        "readRequest-throws, false",
        "readRequest-null, true",
        "writeResponse-throws, false",
        "writeResponse-null, false",
        "writer-throws, true",
        "writer-null, true",
        "write-throws, true"
    })
    void translatorIsNamedWithItsMethodInItsOwnFormat(String fault, boolean stream) throws Exception {
        RawHttpClient.Response response = speakFaulty("sound", fault, stream);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body().json().path("faulty").asString())
                .contains("plugin 'bad-format'", fault.substring(0, fault.indexOf('-')))
                .doesNotContain("secret detail");
        assertServes();
    }

    @Test
    void providerThatFailsWhenAskedForItsModelsClaimsNone() throws Exception {
        RawHttpClient.Response response = Shapes.ask(gateway.url(), "claims-throws", false);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().text()).contains("model_not_found");
    }

    @Test
    void refusalThatCannotBeRenderedIsToldPlainly() throws Exception {
        try (var client = RawHttpClient.connect(gateway.url())) {
            client.post("/faulty", "{}", "Content-Type: text/" + FaultyFormat.UNSPEAKABLE);
            RawHttpClient.Response response = client.readResponse();

            assertThat(response.status()).isEqualTo(415);
            assertThat(response.body().json().at("/error/message").asString()).contains(FaultyFormat.UNSPEAKABLE);
        }
    }

    @Test
    void errorThatCannotBeRenderedIsToldPlainly() throws Exception {
        RawHttpClient.Response response = speakFaulty(FaultyFormat.UNSPEAKABLE, "", false);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().json().at("/error/message").asString())
                .contains(FaultyFormat.UNSPEAKABLE, "plugin 'bad-format' failed in writeError");
    }

    private static RawHttpClient.Response speakFaulty(String model, String fault, boolean stream) throws IOException {
        try (var client = RawHttpClient.connect(gateway.url())) {
            client.post("/faulty?fault=" + fault, "{\"model\":\"%s\",\"stream\":%s}".formatted(model, stream));
            return client.readResponse();
        }
    }

    private static void assertServes() throws IOException {
        assertThat(Shapes.ask(gateway.url(), "sound", false).body().text()).isEqualTo(ANSWER);
    }

    private static void drainExchanges() throws Exception {
        Shapes.ask(gateway.url(), "sound", false);
        while (!gateway.takeExchange(Duration.ofSeconds(5)).requestedModel().equals("sound")) {
            // the exchanges of other tests
        }
    }

    private static Reply reply(String request) {
        return request.contains("\"stream\":true") ? Reply.sse(CHUNK, "[DONE]") : Reply.json(ANSWER);
    }
}
