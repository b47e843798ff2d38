package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Embeddings where client and provider speak the same format, and where it goes wrong; translations have golden files. */
final class EmbeddingsIT {
    private static final String OPENAI = "/v1/embeddings";

    private static FormatLab providers;
    private static ExchangeRecord record;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(Map.of(
                Client.CHAT,
                        List.of("text-embedding-3-small", "{id: text-embedding-3-large, alias: large}", "everywhere"),
                Client.CLAUDE, List.of("claude-sonnet-4-5", "everywhere"),
                Client.GEMINI, List.of("gemini-embedding-001", "{id: gemini-embedding-2, alias: two}")));
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @Test
    void openAisOwnPassByteForByteAndAreCounted() throws Exception {
        String body = "{ \"model\":\"large\", \"input\":[[1,2],[3]],\"encoding_format\":\"base64\",\"x\":1.50}";
        String answer = "{\"object\":\"list\",\"data\":[{\"embedding\":\"" + "AAAAPwAAgL8".repeat(60_000)
                + "\"}], \"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}";
        providers.upstream().enqueue(Reply.json(answer));

        FormatLab.Answer told = post(OPENAI, body);

        RecordedRequest request = asked();
        assertThat(request.target()).isEqualTo(OPENAI);
        assertThat(request.bodyText()).isEqualTo(body.replace("\"large\"", "\"text-embedding-3-large\""));
        assertThat(told.body()).isEqualTo(answer);
        assertThat(record.operation()).isEqualTo(Operation.EMBEDDINGS);
        assertThat(record.usage().inputTokens()).isEqualTo(3);
        assertThat(record.usage().outputTokens()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two:embedContent|gemini-embedding-2:embedContent|{\"model\": \"models/%s\", \"content\": {\"parts\":[{\"text\":\"a\"}]}}",
                "two:embedContent|gemini-embedding-2:embedContent|{ \"content\": {\"parts\":[{\"text\":\"a\"}]}}",
                "two:batchEmbedContents|gemini-embedding-2:batchEmbedContents|{\"requests\":[{\"model\":\"models/%s\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}"
            })
    void geminisOwnNameTheUpstreamsModelEverywhere(String verb, String upstreamVerb, String body) throws Exception {
        providers.upstream().enqueue(Reply.json("{\"embeddings\": [ ]}"));

        FormatLab.Answer told = post("/v1beta/models/" + verb, body.formatted("two"));

        RecordedRequest request = asked();
        assertThat(request.target()).isEqualTo("/v1beta/models/" + upstreamVerb);
        assertThat(request.bodyText()).isEqualTo(body.formatted("gemini-embedding-2"));
        assertThat(told.body()).isEqualTo("{\"embeddings\": [ ]}");
    }

    @Test
    void providerWithoutEmbeddingsIsPassedOver() throws Exception {
        providers.upstream().enqueue(Reply.json("{\"data\":[]}"), Reply.json("{\"data\":[]}"));

        for (int i = 0; i < 2; i++) {
            FormatLab.Answer told = post(OPENAI, "{\"model\":\"everywhere\",\"input\":\"a\"}");

            assertThat(told.status()).as(told.body()).isEqualTo(200);
            assertThat(asked().target()).isEqualTo(OPENAI);
        }
    }

    @Test
    void modelWithoutEmbeddingsIsRefusedInTheClientsFormat() throws Exception {
        FormatLab.Answer openAi = post(OPENAI, "{\"model\":\"claude-sonnet-4-5\",\"input\":\"a\"}");
        FormatLab.Answer gemini =
                post("/v1beta/models/claude-sonnet-4-5:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}");

        assertThat(List.of(openAi.status(), gemini.status())).containsOnly(400);
        assertThat(error(openAi).path("message").asString()).contains("claude-sonnet-4-5", "embeddings");
        assertThat(error(openAi).path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error(gemini).path("status").asString()).isEqualTo("INVALID_ARGUMENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-embedding-001", "text-embedding-3-small"})
    void upstreamsErrorIsToldInTheClientsFormat(String model) throws Exception {
        providers
                .upstream()
                .enqueue(Reply.json(
                        400, "{\"error\":{\"code\":400,\"message\":\"too long\",\"status\":\"INVALID_ARGUMENT\"}}"));

        FormatLab.Answer told = post(OPENAI, "{\"model\":\"" + model + "\",\"input\":\"a\"}");

        assertThat(told.status()).isEqualTo(400);
        assertThat(error(told).path("message").asString()).isEqualTo("too long");
        assertThat(error(told).path("type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void wrongNumberOfEmbeddingsIsAnInvalidAnswer() throws Exception {
        providers.upstream().enqueue(Reply.json("{\"embeddings\":[{\"values\":[1]}]}"));

        FormatLab.Answer told = post(OPENAI, "{\"model\":\"gemini-embedding-001\",\"input\":[\"a\",\"b\"]}");

        assertThat(told.status()).isEqualTo(502);
    }

    @Test
    void unknownModelIsNotFoundInTheClientsFormat() throws Exception {
        assertThat(error(post(OPENAI, "{\"model\":\"nobody\",\"input\":\"a\"}"))
                        .path("code")
                        .asString())
                .isEqualTo("model_not_found");
        assertThat(error(post("/v1beta/models/nobody:batchEmbedContents", "{\"requests\":[]}"))
                        .path("status")
                        .asString())
                .isEqualTo("NOT_FOUND");
    }

    private static FormatLab.Answer post(String target, String body, String... headers) throws Exception {
        FormatLab.Answer answer = providers.post(target, body, headers);
        record = providers.takeExchange();
        return answer;
    }

    /** What the upstream was asked last. */
    private static RecordedRequest asked() {
        List<RecordedRequest> requests = providers.upstream().requests();
        return requests.get(requests.size() - 1);
    }

    private static JsonNode error(FormatLab.Answer answer) {
        return JsonMapper.shared().readTree(answer.body()).path("error");
    }
}
