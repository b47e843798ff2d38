package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java SDK of Anthropic with every provider. */
final class AnthropicSdkIT extends SdkCases<AnthropicClient> {
    @Override
    AnthropicClient connect(URI gateway, String key, int retries) {
        return AnthropicOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(gateway.toString())
                .maxRetries(retries)
                .build();
    }

    @Override
    void close(AnthropicClient client) {
        client.close();
    }

    @Override
    Client format() {
        return Client.CLAUDE;
    }

    @Override
    String greet(AnthropicClient client, String model) {
        return text(client.messages().create(question(model).build()));
    }

    @Override
    String greetStreamed(String model) {
        return text(stream(question(model).build()));
    }

    @Override
    String showImage(String model) {
        return text(client.messages()
                .create(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessageOfContentBlockParams(List.of(
                                ContentBlockParam.ofText(TextBlockParam.builder()
                                        .text("What is it?")
                                        .build()),
                                ContentBlockParam.ofImage(ImageBlockParam.builder()
                                        .source(Base64ImageSource.builder()
                                                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                                                .data(SdkLab.PIXEL)
                                                .build())
                                        .build())))
                        .build()));
    }

    @Override
    void assertOwn(Throwable thrown, int status) {
        switch (status) {
            case 400 -> assertThat(thrown).isInstanceOf(BadRequestException.class);
            case 401 -> assertThat(thrown).isInstanceOf(UnauthorizedException.class);
            case 404 -> assertThat(thrown).isInstanceOf(NotFoundException.class);
            default ->
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                RateLimitException.class,
                                limit -> assertThat(limit.headers().values("retry-after"))
                                        .containsExactly(SdkLab.RETRY_AFTER));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answersWholeAndAsStream(Client provider) {
        Message whole =
                client.messages().create(question(SdkLab.model(provider)).build());
        Message streamed = stream(question(SdkLab.model(provider)).build());

        for (Message message : List.of(whole, streamed)) {
            assertThat(text(message)).isEqualTo(SdkUpstream.TEXT);
            assertThat(message.stopReason()).contains(StopReason.END_TURN);
            assertThat(message.usage().inputTokens()).isEqualTo(7);
            assertThat(message.usage().outputTokens()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void toolIsCalledAndAnswered(Client provider) {
        MessageCreateParams asked =
                question(SdkLab.model(provider)).addTool(weather()).build();

        for (Message message : List.of(client.messages().create(asked), stream(asked))) {
            ToolUseBlock call = message.content().stream()
                    .flatMap(block -> block.toolUse().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
            assertThat(call.name()).isEqualTo(SdkUpstream.TOOL);
            assertThat(call._input().toString()).contains("city", "Paris");
            Message answer = client.messages()
                    .create(asked.toBuilder()
                            .addMessage(message)
                            .addUserMessageOfContentBlockParams(
                                    List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                            .toolUseId(call.id())
                                            .content("Sunny")
                                            .build())))
                            .build());
            assertToolAnswered(text(answer));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void structuredOutputIsParsed(Client provider) {
        Weather weather = client
                .messages()
                .create(question(SdkLab.model(provider))
                        .outputConfig(Weather.class)
                        .build())
                .content()
                .stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .findFirst()
                .orElseThrow();

        assertParsed(weather);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void tokensAreCounted(Client provider) {
        long tokens = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(SdkLab.model(provider))
                        .addUserMessage("Hello")
                        .addTool(weather())
                        .build())
                .inputTokens();

        if (provider == Client.CLAUDE || provider == Client.GEMINI) {
            assertThat(tokens).isEqualTo(SdkUpstream.COUNT);
        } else {
            assertThat(tokens).isBetween(20L, 150L);
        }
    }

    private static MessageCreateParams.Builder question(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hello");
    }

    private static Tool weather() {
        return Tool.builder()
                .name(SdkUpstream.TOOL)
                .description("Weather of a city")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build();
    }

    private Message stream(MessageCreateParams asked) {
        MessageAccumulator message = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(asked)) {
            events.stream().forEach(message::accumulate);
        }
        return message.message();
    }

    private static String text(Message message) {
        return message.content().stream()
                .map(ContentBlock::text)
                .flatMap(block -> block.stream().map(text -> text.text()))
                .collect(Collectors.joining());
    }
}
