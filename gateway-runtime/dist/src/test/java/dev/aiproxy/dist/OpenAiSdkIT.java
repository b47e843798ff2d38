package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official Java SDK of OpenAI, Chat Completions and embeddings, with every provider. */
final class OpenAiSdkIT extends OpenAiSdkCases {
    @Override
    Client format() {
        return Client.CHAT;
    }

    @Override
    String greet(OpenAIClient client, String model) {
        return text(client.chat().completions().create(question(model).build()));
    }

    @Override
    String greetStreamed(String model) {
        return text(stream(question(model).build()));
    }

    @Override
    String showImage(String model) {
        return text(client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessageOfArrayOfContentParts(List.of(
                                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                        .text("What is it?")
                                        .build()),
                                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                        .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                                .url("data:image/png;base64," + SdkLab.PIXEL)
                                                .build())
                                        .build())))
                        .build()));
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answersWholeAndAsStream(Client provider) {
        ChatCompletion whole = client.chat()
                .completions()
                .create(question(SdkLab.model(provider)).build());
        ChatCompletion streamed = stream(question(SdkLab.model(provider))
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        for (ChatCompletion completion : List.of(whole, streamed)) {
            assertThat(text(completion)).isEqualTo(SdkUpstream.TEXT);
            assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
            assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(7);
            assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void toolIsCalledAndAnswered(Client provider) {
        ChatCompletionCreateParams asked =
                question(SdkLab.model(provider)).addTool(GetWeather.class).build();

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
            assertToolAnswered(text(answer));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void structuredOutputIsParsed(Client provider) {
        Weather weather = client.chat()
                .completions()
                .create(question(SdkLab.model(provider))
                        .responseFormat(Weather.class)
                        .build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();

        assertParsed(weather);
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

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
    }

    private ChatCompletion stream(ChatCompletionCreateParams asked) {
        ChatCompletionAccumulator completion = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(asked)) {
            chunks.stream().forEach(completion::accumulate);
        }
        return completion.chatCompletion();
    }

    private static String text(ChatCompletion completion) {
        return message(completion).content().orElseThrow();
    }

    private static ChatCompletionMessage message(ChatCompletion completion) {
        return completion.choices().get(0).message();
    }
}
