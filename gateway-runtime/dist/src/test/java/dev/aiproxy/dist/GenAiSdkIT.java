package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import dev.aiproxy.testkit.http.Reply;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official Java SDK of Google with every provider. */
final class GenAiSdkIT {
    private static final Schema CITY = Schema.builder()
            .type("OBJECT")
            .properties(Map.of("city", Schema.builder().type("STRING").build()))
            .build();

    private static SdkLab lab;
    private static com.google.genai.Client client;

    @BeforeAll
    static void start() throws Exception {
        lab = new SdkLab();
        client = client(SdkLab.KEY, 1);
    }

    private static com.google.genai.Client client(String key, int attempts) {
        return com.google.genai.Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(lab.url().toString())
                        .retryOptions(HttpRetryOptions.builder()
                                .attempts(attempts)
                                .initialDelay(0.01)
                                .build())
                        .build())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answersWholeAndAsStream(Client provider) throws Exception {
        String model = SdkLab.model(provider);

        GenerateContentResponse whole = client.models.generateContent(model, "Hello", null);

        assertThat(whole.text()).isEqualTo(SdkUpstream.TEXT);
        assertThat(whole.usageMetadata().orElseThrow().promptTokenCount()).contains(7);
        assertThat(whole.usageMetadata().orElseThrow().candidatesTokenCount()).contains(5);
        StringBuilder streamed = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(model, "Hello", null)) {
            for (GenerateContentResponse chunk : stream) {
                streamed.append(chunk.text() == null ? "" : chunk.text());
            }
        }
        assertThat(streamed).hasToString(SdkUpstream.TEXT);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void toolIsCalledAndAnswered(Client provider) {
        String model = SdkLab.model(provider);
        FunctionDeclaration weather = FunctionDeclaration.builder()
                .name(SdkUpstream.TOOL)
                .description("Weather of a city")
                .parameters(CITY)
                .build();
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder().functionDeclarations(weather).build())
                .build();
        Content question =
                Content.builder().role("user").parts(Part.fromText("Hello")).build();

        GenerateContentResponse called = client.models.generateContent(model, List.of(question), config);

        FunctionCall call = called.functionCalls().get(0);
        assertThat(call.name()).contains(SdkUpstream.TOOL);
        assertThat(call.args().orElseThrow()).containsEntry("city", "Paris");
        Content turn = called.candidates().orElseThrow().get(0).content().orElseThrow();
        Content result = Content.builder()
                .role("user")
                .parts(Part.fromFunctionResponse(SdkUpstream.TOOL, Map.of("output", "Sunny")))
                .build();
        GenerateContentResponse answer = client.models.generateContent(model, List.of(question, turn, result), config);
        assertThat(answer.text()).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains("Sunny");
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void structuredOutputIsAskedFor(Client provider) {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .responseMimeType("application/json")
                .responseSchema(CITY)
                .build();

        assertThat(client.models
                        .generateContent(SdkLab.model(provider), "Hello", config)
                        .text())
                .isEqualTo(SdkUpstream.JSON);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void imageReachesTheProvider(Client provider) {
        Content question = Content.builder()
                .role("user")
                .parts(
                        Part.fromText("What is it?"),
                        Part.fromBytes(Base64.getDecoder().decode(SdkLab.PIXEL), "image/png"))
                .build();

        GenerateContentResponse answer = client.models.generateContent(SdkLab.model(provider), question, null);

        assertThat(answer.text()).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains(SdkLab.PIXEL);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void tokensAreCounted(Client provider) {
        int tokens = client.models
                .countTokens(SdkLab.model(provider), "Hello", null)
                .totalTokens()
                .orElseThrow();

        if (provider == Client.CLAUDE || provider == Client.GEMINI) {
            assertThat(tokens).isEqualTo(SdkUpstream.COUNT);
        } else {
            assertThat(tokens).isBetween(5, 12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-embedding-3-small", "gemini-embedding-001"})
    void textsAreEmbedded(String model) {
        List<ContentEmbedding> embeddings =
                client.models.embedContent(model, "one", null).embeddings().orElseThrow();

        assertThat(embeddings.get(0).values().orElseThrow()).containsExactly(0.5f, -1f);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void errorsAreTheSdksOwn(Client provider) {
        lab.enqueue(Reply.json(400, "{\"error\":{\"message\":\"too odd\"}}"));
        assertThatThrownBy(() -> client.models.generateContent(SdkLab.model(provider), "Hello", null))
                .isInstanceOfSatisfying(ApiException.class, thrown -> {
                    assertThat(thrown.code()).isEqualTo(400);
                    assertThat(thrown.message()).contains("too odd");
                });
    }

    @Test
    void unknownModelsAndKeysAreToldApart() {
        assertThatThrownBy(() -> client.models.generateContent("nobody", "Hello", null))
                .isInstanceOfSatisfying(ApiException.class, thrown -> {
                    assertThat(thrown.code()).isEqualTo(404);
                    assertThat(thrown.status()).isEqualTo("NOT_FOUND");
                });
        try (com.google.genai.Client stranger = client("wrong", 1)) {
            assertThatThrownBy(() -> stranger.models.generateContent("gemini-2.5-flash", "Hello", null))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            thrown -> assertThat(thrown.status()).isEqualTo("UNAUTHENTICATED"));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void sdkRetriesWhatMaySucceedLater(Client provider) {
        try (com.google.genai.Client patient = client(SdkLab.KEY, 2)) {
            int before = lab.requestCount();
            lab.enqueue(Reply.json(503, "{\"error\":{\"message\":\"overloaded\"}}"));

            assertThat(patient.models
                            .generateContent(SdkLab.model(provider), "Hello", null)
                            .text())
                    .isEqualTo(SdkUpstream.TEXT);
            assertThat(lab.requestCount()).isEqualTo(before + 2);
        }
    }
}
