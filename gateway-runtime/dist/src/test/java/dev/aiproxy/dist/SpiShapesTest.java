package dev.aiproxy.dist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.aiproxy.dist.shapes.AzureShape;
import dev.aiproxy.dist.shapes.BedrockShape;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five providers, each of another shape, written against the API only and run end to end. */
final class SpiShapesTest {
    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"one two\"},\"finish_reason\":\"stop\"}]}";
    private static final String CHUNK =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                    + "{\"role\":\"assistant\",\"content\":\"one two\"},\"finish_reason\":null}]}";
    private static final String LAST =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},"
                    + "\"finish_reason\":\"stop\"}]}";
    private static final List<String> LINES =
            List.of("{\"say\":\"one \"}", "{\"say\":\"two\"}", "{\"done\":\"stop\",\"in\":3,\"out\":2}");
    private static final String LINES_ANSWER = "{\"say\":\"one two\",\"done\":\"stop\",\"in\":3,\"out\":2}";

    @TempDir
    private static Path folder;

    private static FakeUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        gateway = Shapes.gateway(folder)
                .config("""
                retry: {cooldown: false}
                azure-shape-api-key:
                  - api-key: azure-key
                    base-url: %1$s/azure
                    api-version: 2026-01-01
                    preview: true
                    hold: 2s
                    regions: [north, south]
                    models: [{id: deployed, alias: azure}]
                bedrock-shape-api-key:
                  - api-key: bedrock-key
                    base-url: %1$s
                    models: [bedrock]
                lines-shape-api-key:
                  - base-url: %1$s
                    models: [lines]
                openai-api-key:
                  - api-key: k
                    base-url: %1$s
                    models: [chat]
                local-shape:
                  - journal: %2$s
                """.formatted(upstream.url(), folder.resolve("journal")))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void nothingWentWrongUpstream() throws InterruptedException {
        assertThat(upstream.problems()).isEmpty();
        upstream.respond(request -> Reply.status(500));
    }

    @Test
    void shapesNeedOnlyWhatPluginsSee() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax..",
                        "dev.aiproxy.api..",
                        "tools.jackson.core..",
                        "tools.jackson.databind..",
                        "org.jspecify..",
                        AzureShape.class.getPackageName()))
                .check(new ClassFileImporter().importUrl(AzureShape.class.getResource(".")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void modelStandsInThePathAndVersionInTheQuery(boolean stream) throws Exception {
        upstream.always(stream ? Reply.sse(CHUNK, LAST, "[DONE]") : Reply.json(ANSWER));

        assertAnswered(Shapes.ask(gateway.url(), "azure", stream), stream);

        RecordedRequest asked = last();
        assertThat(asked.target())
                .isEqualTo("/azure/openai/deployments/deployed/chat/completions?api-version=2026-01-01");
        assertThat(asked.header("api-key")).hasValue("azure-key");
        assertThat(asked.header("authorization")).isEmpty();
        assertThat(asked.header("x-preview")).hasValue("true");
        assertThat(asked.header("x-hold-ms")).hasValue("2000");
        assertThat(asked.header("x-regions")).hasValue("north+south");
        assertThat(asked.json().path("model").asString()).isEqualTo("azure");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void binaryFramesReachTheClientAsEvents(int slice) throws Exception {
        upstream.respond(request -> signed(request)
                ? Reply.status(200)
                        .header("Content-Type", BedrockShape.EVENTS)
                        .body(binary(LINES))
                        .chunked()
                        .inSlicesOf(slice)
                : Reply.json(403, "{\"oops\":\"a wrong signature\"}"));

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "bedrock", true);

        assertAnswered(response, true);
        assertThat(response.head().header("content-type")).hasValue("text/event-stream");
        assertThat(last().target()).isEqualTo("/model/bedrock/invoke-stream");
    }

    @Test
    void finalBodyIsSigned() throws Exception {
        upstream.respond(request ->
                signed(request) ? Reply.json(LINES_ANSWER) : Reply.json(403, "{\"oops\":\"a wrong signature\"}"));

        assertAnswered(Shapes.ask(gateway.url(), "bedrock", false), false);
    }

    @Test
    void binaryStreamThatBreaksOffIsAnError() throws Exception {
        byte[] frames = binary(LINES);
        byte[] cut = java.util.Arrays.copyOf(frames, frames.length - 5);
        upstream.always(
                Reply.status(200).header("Content-Type", BedrockShape.EVENTS).body(cut));

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "bedrock", true);

        assertThat(response.body().text()).contains("\"error\"").doesNotContain("[DONE]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void formatOfItsOwnIsTranslated(boolean stream) throws Exception {
        upstream.always(stream ? lines(LINES) : Reply.json(LINES_ANSWER));

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "lines", stream);

        assertAnswered(response, stream);
        RecordedRequest asked = last();
        assertThat(asked.target()).isEqualTo("/say");
        assertThat(asked.bodyText())
                .isEqualTo("{\"model\":\"lines\",\"stream\":" + stream
                        + ",\"turns\":[{\"who\":\"user\",\"say\":\"hello\"}],\"shaped\":true}");
    }

    @Test
    void errorOfItsOwnFormatIsTranslated() throws Exception {
        upstream.always(Reply.json(422, "{\"oops\":\"too many words\"}"));

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "lines", false);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.body().json().at("/error/message").asString()).isEqualTo("too many words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "lines", "bedrock", "says"})
    void clientOfThatFormatReachesEveryProvider(String model) throws Exception {
        upstream.respond(request -> switch (request.target()) {
            case "/v1/chat/completions" -> Reply.sse(CHUNK, LAST, "[DONE]");
            case "/say" -> lines(LINES);
            default ->
                Reply.status(200).header("Content-Type", BedrockShape.EVENTS).body(binary(LINES));
        });
        try (var client = RawHttpClient.connect(gateway.url())) {
            client.post(
                    "/lines/say",
                    "{\"model\":\"%s\",\"stream\":true,\"turns\":[{\"who\":\"user\",\"say\":\"hello\"}]}"
                            .formatted(model));

            RawHttpClient.Response response = client.readResponse();

            assertThat(response.head().header("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).contains("json"));
            assertThat(said(response)).isEqualTo("one two");
            assertThat(response.body().text()).contains("\"done\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void localProviderAnswers(boolean stream) throws Exception {
        assertAnswered(Shapes.ask(gateway.url(), "says", stream), stream);
        assertAnswered(Shapes.ask(gateway.url(), "ends", stream), stream);
    }

    private static void assertAnswered(RawHttpClient.Response response, boolean stream) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        assertThat(response.body().isComplete()).isTrue();
        if (stream) {
            ChatStreamGrammar.with().assertLegal(response.body().sse());
            assertThat(Shapes.text(response)).isEqualTo("one two");
        } else {
            assertThat(response.body().json().at("/choices/0/message/content").asString())
                    .isEqualTo("one two");
        }
    }

    private static String said(RawHttpClient.Response response) {
        StringBuilder said = new StringBuilder();
        response.body()
                .text()
                .lines()
                .filter(line -> line.contains("\"say\""))
                .forEach(line -> said.append(
                        dev.aiproxy.api.wire.Json.parse(line).path("say").asString()));
        return said.toString();
    }

    private static RecordedRequest last() {
        return upstream.requests().get(upstream.requestCount() - 1);
    }

    private static boolean signed(RecordedRequest request) {
        String expected = BedrockShape.sign("bedrock-key", request.target(), request.body());
        return request.header("x-signature").equals(java.util.Optional.of(expected));
    }

    private static Reply lines(List<String> lines) {
        return Reply.status(200)
                .header("Content-Type", "application/x-ndjson")
                .body(String.join("\n", lines) + "\n")
                .chunked();
    }

    private static byte[] binary(List<String> payloads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String payload : payloads) {
            byte[] content = payload.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
            bytes.writeBytes(content);
        }
        return bytes.toByteArray();
    }
}
