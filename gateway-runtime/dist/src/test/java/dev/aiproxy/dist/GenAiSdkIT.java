package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official Java SDK of Google with every provider. */
final class GenAiSdkIT extends SdkCases<com.google.genai.Client> {
    private static final Schema CITY = Schema.builder()
            .type("OBJECT")
            .properties(Map.of("city", Schema.builder().type("STRING").build()))
            .build();

    private static final Map<Integer, String> STATUSES = Map.of(
            400, "INVALID_ARGUMENT",
            401, "UNAUTHENTICATED",
            404, "NOT_FOUND",
            429, "RESOURCE_EXHAUSTED");

    @Override
    com.google.genai.Client connect(URI gateway, String key, int retries) {
        return com.google.genai.Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(gateway.toString())
                        .retryOptions(HttpRetryOptions.builder()
                                .attempts(retries + 1)
                                .initialDelay(0.01)
                                .build())
                        .build())
                .build();
    }

    @Override
    void close(com.google.genai.Client client) {
        client.close();
    }

    @Override
    Client format() {
        return Client.GEMINI;
    }

    @Override
    String greet(com.google.genai.Client client, String model) {
        return client.models.generateContent(model, "Hello", null).text();
    }

    @Override
    String greetStreamed(String model) {
        StringBuilder text = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(model, "Hello", null)) {
            for (GenerateContentResponse chunk : stream) {
                text.append(chunk.text() == null ? "" : chunk.text());
            }
        }
        return text.toString();
    }

    @Override
    String showImage(String model) {
        Content question = Content.builder()
                .role("user")
                .parts(
                        Part.fromText("What is it?"),
                        Part.fromBytes(Base64.getDecoder().decode(SdkLab.PIXEL), "image/png"))
                .build();
        return client.models.generateContent(model, question, null).text();
    }

    @Override
    void assertOwn(Throwable thrown, int status) {
        assertThat(thrown).isInstanceOfSatisfying(ApiException.class, error -> {
            assertThat(error.code()).isEqualTo(status);
            assertThat(error.status()).isEqualTo(STATUSES.get(status));
        });
    }

    @Override
    int passingFailure() {
        return 503;
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answersWholeAndAsStream(Client provider) {
        String model = SdkLab.model(provider);

        GenerateContentResponse whole = client.models.generateContent(model, "Hello", null);

        assertThat(whole.text()).isEqualTo(SdkUpstream.TEXT);
        assertThat(whole.usageMetadata().orElseThrow().promptTokenCount()).contains(7);
        assertThat(whole.usageMetadata().orElseThrow().candidatesTokenCount()).contains(5);
        assertThat(greetStreamed(model)).isEqualTo(SdkUpstream.TEXT);
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
        assertToolAnswered(answer.text());
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
}
