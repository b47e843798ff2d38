package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.aiproxy.testkit.http.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official Java SDK of OpenAI, Chat Completions and embeddings, with every provider. */
final class OpenAiSdkIT {
    private static SdkLab lab;
    private static OpenAIClient client;

    /** A tool, by its arguments. */
    public static final class GetWeather {
        public String city = "";
    }

    /** What a structured answer holds. */
    public static final class Weather {
        public String city = "";
        public int degrees;
    }

    @BeforeAll
    static void start() throws Exception {
        lab = new SdkLab();
        client = client(SdkLab.KEY, 0);
    }

    private static OpenAIClient client(String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(lab.url() + "/v1")
                .maxRetries(retries)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answersWholeAndAsStream(Client provider) {
        ChatCompletion whole =
                client.chat().completions().create(question(provider).build());
        ChatCompletion streamed = stream(question(provider)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        for (ChatCompletion completion : List.of(whole, streamed)) {
            assertThat(message(completion).content()).contains(SdkUpstream.TEXT);
            assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
            assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(7);
            assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void toolIsCalledAndAnswered(Client provider) {
        ChatCompletionCreateParams asked =
                question(provider).addTool(GetWeather.class).build();

        for (ChatCompletion completion : List.of(client.chat().completions().create(asked), stream(asked))) {
            ChatCompletionMessageFunctionToolCall call =
                    message(completion).toolCalls().orElseThrow().get(0).asFunction();
            assertThat(call.function().name()).isEqualTo(SdkUpstream.TOOL);
            assertThat(call.function().arguments(GetWeather.class).city).isEqualTo("Paris");
            ChatCompletion answer = client.chat()
                    .completions()
                    .create(asked.toBuilder()
                            .addMessage(message(completion))
                            .addMessage(ChatCompletionToolMessageParam.builder()
                                    .toolCallId(call.id())
                                    .content("Sunny")
                                    .build())
                            .build());
            assertThat(message(answer).content()).contains(SdkUpstream.TEXT);
            assertThat(lab.asked().bodyText()).contains("Sunny");
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void structuredOutputIsParsed(Client provider) {
        Weather weather = client.chat()
                .completions()
                .create(question(provider).responseFormat(Weather.class).build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();

        assertThat(weather.city).isEqualTo("Paris");
        assertThat(weather.degrees).isEqualTo(22);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void imageReachesTheProvider(Client provider) {
        ChatCompletion completion = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(SdkLab.model(provider))
                        .addUserMessageOfArrayOfContentParts(List.of(
                                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                        .text("What is it?")
                                        .build()),
                                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                        .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                                .url("data:image/png;base64," + SdkLab.PIXEL)
                                                .build())
                                        .build())))
                        .build());

        assertThat(message(completion).content()).contains(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains(SdkLab.PIXEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-embedding-3-small", "gemini-embedding-001"})
    void textsAreEmbedded(String model) {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .input("one")
                        .build());

        assertThat(response.data().get(0).embedding()).containsExactly(0.5f, -1f);
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .contains("gpt-4.1", "claude-sonnet-4-5", "gemini-2.5-flash");
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void errorsAreTheSdksOwn(Client provider) {
        lab.enqueue(Reply.json(400, "{\"error\":{\"message\":\"too odd\"}}"));
        assertThatThrownBy(() ->
                        client.chat().completions().create(question(provider).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("too odd");
        lab.enqueue(Reply.json(429, "{\"error\":{\"message\":\"slow down\"}}").header("Retry-After", "9"));
        assertThatThrownBy(() -> stream(question(provider).build()))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        thrown -> assertThat(thrown.headers().values("retry-after"))
                                .containsExactly("9"));
    }

    @Test
    void unknownModelsAndKeysAreToldApart() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question(Client.CHAT).model("nobody").build()))
                .isInstanceOf(NotFoundException.class);
        OpenAIClient stranger = client("wrong", 0);
        assertThatThrownBy(() -> stranger.chat()
                        .completions()
                        .create(question(Client.CHAT).build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void sdkRetriesWhatMaySucceedLater(Client provider) {
        OpenAIClient patient = client(SdkLab.KEY, 1);
        int before = lab.requestCount();
        lab.enqueue(Reply.json(500, "{\"error\":{\"message\":\"broken\"}}"));
        assertThat(message(patient.chat()
                                .completions()
                                .create(question(provider).build()))
                        .content())
                .contains(SdkUpstream.TEXT);
        assertThat(lab.requestCount()).isEqualTo(before + 2);

        lab.enqueue(Reply.json(400, "{\"error\":{\"message\":\"too odd\"}}"));
        assertThatThrownBy(() ->
                        patient.chat().completions().create(question(provider).build()))
                .isInstanceOf(BadRequestException.class);
        assertThat(lab.requestCount()).isEqualTo(before + 3);
        patient.close();
    }

    private static ChatCompletionCreateParams.Builder question(Client provider) {
        return ChatCompletionCreateParams.builder()
                .model(SdkLab.model(provider))
                .addUserMessage("Hello");
    }

    private static ChatCompletion stream(ChatCompletionCreateParams asked) {
        ChatCompletionAccumulator completion = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(asked)) {
            chunks.stream().forEach(completion::accumulate);
        }
        return completion.chatCompletion();
    }

    private static ChatCompletionMessage message(ChatCompletion completion) {
        return completion.choices().get(0).message();
    }
}
