package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of the three formats: where the key, the model and the form of the stream stand. */
final class EndpointsIT {
    private static final String KEY = "a-client-key";
    private static final String BEARER = "Authorization: Bearer " + KEY;

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        Map<Client, List<String>> models = Map.of(
                Client.CHAT, List.of("gpt-5.2", "meta/llama-4"),
                Client.RESPONSES, List.of("o4-mini"),
                Client.CLAUDE, List.of("claude-sonnet-4-5"),
                Client.GEMINI, List.of("gemini-2.5-flash", "tunedModels/mine"));
        providers = FormatLab.serving(models, "api-keys: [" + KEY + "]\n");
        providers.upstream().respond(MinimalAnswers::to);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void keyMayStandInAnyOfTheVendorsHeaders(Client client) throws IOException {
        for (String header : List.of(BEARER, "x-api-key: " + KEY, "x-goog-api-key: " + KEY)) {
            assertThat(ask(client, "gpt-5.2", header).status()).as(header).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void clientsKeyNeverReachesTheProvider(Client client) throws IOException {
        int before = providers.upstream().requestCount();

        ask(client, "claude-sonnet-4-5", "x-api-key: " + KEY);

        RecordedRequest request = providers.upstream().requests().get(before);
        assertThat(request.header("x-api-key")).contains("provider-key");
        assertThat(request.headers().toString() + request.target()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void missingOrWrongKeyIsToldInTheClientsFormat(Client client) throws IOException {
        for (String header : List.of("x-other: 1", "x-api-key: wrong", "x-goog-api-key: wrong")) {
            FormatLab.Answer answer = ask(client, "gpt-5.2", header);

            assertThat(answer.status()).isEqualTo(401);
            JsonNode error = json(answer).path("error");
            switch (client) {
                case CHAT, RESPONSES ->
                    assertThat(error.path("code").asString()).isEqualTo("invalid_api_key");
                case CLAUDE -> assertThat(error.path("type").asString()).isEqualTo("authentication_error");
                case GEMINI -> assertThat(error.path("status").asString()).isEqualTo("UNAUTHENTICATED");
            }
        }
    }

    @Test
    void keyInTheQueryIsRefusedAndNotRepeated() throws IOException {
        FormatLab.Answer answer = providers.post(
                Client.GEMINI.target("gemini-2.5-flash", false) + "?key=" + KEY, Client.GEMINI.body("", false));

        assertThat(answer.status()).isBetween(400, 401);
        assertThat(answer.body()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/meta/llama-4:generateContent, /v1/chat/completions",
        "/v1beta/models/meta%2Fllama-4:generateContent, /v1/chat/completions",
        "/v1/models/meta%2Fllama-4:generateContent, /v1/chat/completions",
        "/v1beta/models/tunedModels/mine:generateContent, /v1beta/tunedModels/mine:generateContent"
    })
    void modelInThePathMayHaveSlashes(String target, String upstream) throws IOException {
        int before = providers.upstream().requestCount();

        FormatLab.Answer answer = providers.post(target, Client.GEMINI.body("", false), BEARER);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        RecordedRequest request = providers.upstream().requests().get(before);
        assertThat(request.target()).isEqualTo(upstream);
        if (upstream.endsWith("completions")) {
            assertThat(request.json().path("model").asString()).isEqualTo("meta/llama-4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5.2", "claude-sonnet-4-5", "gemini-2.5-flash"})
    void withoutAltTheStreamIsOneArray_WGE11(String model) throws IOException {
        FormatLab.Answer answer = providers.post(
                "/v1beta/models/" + model + ":streamGenerateContent", Client.GEMINI.body("", true), BEARER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(GeminiStreamGrammar.with().violationsOfArray(answer.body()))
                .as(answer.body())
                .isEmpty();
        assertThat(answer.body()).contains("Yes");
    }

    @Test
    void modelsAreListedInOpenAisShape() throws IOException {
        JsonNode list = json(providers.get("/v1/models", BEARER));

        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsString("id"))
                .contains("gpt-5.2", "meta/llama-4", "claude-sonnet-4-5", "gemini-2.5-flash");
        assertThat(list.path("data").path(0).path("object").asString()).isEqualTo("model");
    }

    @Test
    void modelsAreListedInAnthropicsShapeWhenAskedWithItsVersion() throws IOException {
        JsonNode list = json(providers.get("/v1/models", "x-api-key: " + KEY, "anthropic-version: 2023-06-01"));

        assertThat(list.has("has_more")).isTrue();
        assertThat(list.path("data").findValuesAsString("id")).contains("claude-sonnet-4-5", "gpt-5.2");
        assertThat(list.path("data").path(0).path("type").asString()).isEqualTo("model");
        assertThat(list.path("data").path(0).has("display_name")).isTrue();
    }

    @Test
    void modelsAreListedInGeminisShape() throws IOException {
        JsonNode list = json(providers.get("/v1beta/models", "x-goog-api-key: " + KEY));

        assertThat(list.path("models").findValuesAsString("name"))
                .contains("models/gemini-2.5-flash", "models/claude-sonnet-4-5");
    }

    @Test
    void oneModelIsDescribedInEachShape() throws IOException {
        assertThat(json(providers.get("/v1/models/gpt-5.2", BEARER))
                        .path("object")
                        .asString())
                .isEqualTo("model");
        assertThat(json(providers.get("/v1/models/meta%2Fllama-4", BEARER))
                        .path("id")
                        .asString())
                .isEqualTo("meta/llama-4");
        assertThat(json(providers.get("/v1/models/gpt-5.2", BEARER, "anthropic-version: 2023-06-01"))
                        .path("type")
                        .asString())
                .isEqualTo("model");
        assertThat(json(providers.get("/v1beta/models/gpt-5.2", BEARER))
                        .path("name")
                        .asString())
                .isEqualTo("models/gpt-5.2");
    }

    @Test
    void unknownModelIsNotFoundInEachShape() throws IOException {
        FormatLab.Answer chat = providers.get("/v1/models/nobody", BEARER);
        FormatLab.Answer claude = providers.get("/v1/models/nobody", BEARER, "anthropic-version: 2023-06-01");
        FormatLab.Answer gemini = providers.get("/v1beta/models/nobody", BEARER);

        assertThat(List.of(chat.status(), claude.status(), gemini.status())).containsOnly(404);
        assertThat(json(chat).path("error").path("code").asString()).isEqualTo("model_not_found");
        assertThat(json(claude).path("error").path("type").asString()).isEqualTo("not_found_error");
        assertThat(json(gemini).path("error").path("status").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void betasOfTheClientReachAnthropic() throws IOException {
        int before = providers.upstream().requestCount();

        FormatLab.Answer answer = providers.post(
                "/v1/messages?beta=true",
                Client.CLAUDE.body("claude-sonnet-4-5", false),
                BEARER,
                "anthropic-version: 2023-06-01",
                "anthropic-beta: one-2025,two-2025");

        assertThat(answer.status()).isEqualTo(200);
        RecordedRequest request = providers.upstream().requests().get(before);
        assertThat(request.target()).isEqualTo("/v1/messages?beta=true");
        assertThat(request.header("anthropic-beta")).contains("one-2025,two-2025");
        assertThat(request.header("anthropic-version")).contains("2023-06-01");
    }

    private static FormatLab.Answer ask(Client client, String model, String header) throws IOException {
        return providers.ask(client, model, false, client.body(model, false), header);
    }

    private static JsonNode json(FormatLab.Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
