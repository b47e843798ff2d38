package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.aiproxy.testkit.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java SDK of Anthropic with every provider. */
final class AnthropicSdkIT {
    private static SdkLab lab;
    private static AnthropicClient client;

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

    private static AnthropicClient client(String key, int retries) {
        return AnthropicOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(lab.url().toString())
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
        Message whole = client.messages().create(question(provider).build());
        Message streamed = stream(question(provider).build());

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
        MessageCreateParams asked = question(provider).addTool(weather()).build();

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
            assertThat(text(answer)).isEqualTo(SdkUpstream.TEXT);
            assertThat(lab.asked().bodyText()).contains("Sunny");
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void structuredOutputIsParsed(Client provider) {
        Weather weather =
                client
                        .messages()
                        .create(question(provider).outputConfig(Weather.class).build())
                        .content()
                        .stream()
                        .flatMap(block -> block.text().stream())
                        .map(block -> block.text())
                        .findFirst()
                        .orElseThrow();

        assertThat(weather.city).isEqualTo("Paris");
        assertThat(weather.degrees).isEqualTo(22);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void imageReachesTheProvider(Client provider) {
        Message message = client.messages()
                .create(MessageCreateParams.builder()
                        .model(SdkLab.model(provider))
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
                        .build());

        assertThat(text(message)).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains(SdkLab.PIXEL);
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

    @ParameterizedTest
    @EnumSource(Client.class)
    void errorsAreTheSdksOwn(Client provider) {
        lab.enqueue(Reply.json(400, "{\"error\":{\"message\":\"too odd\"}}"));
        assertThatThrownBy(() -> client.messages().create(question(provider).build()))
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
        assertThatThrownBy(() -> client.messages()
                        .create(question(Client.CLAUDE).model("nobody").build()))
                .isInstanceOf(NotFoundException.class);
        AnthropicClient stranger = client("wrong", 0);
        assertThatThrownBy(
                        () -> stranger.messages().create(question(Client.CLAUDE).build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void sdkRetriesWhatMaySucceedLater(Client provider) {
        AnthropicClient patient = client(SdkLab.KEY, 1);
        int before = lab.requestCount();
        lab.enqueue(Reply.json(500, "{\"error\":{\"message\":\"broken\"}}"));
        assertThat(text(patient.messages().create(question(provider).build()))).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.requestCount()).isEqualTo(before + 2);

        lab.enqueue(Reply.json(400, "{\"error\":{\"message\":\"too odd\"}}"));
        assertThatThrownBy(() -> patient.messages().create(question(provider).build()))
                .isInstanceOf(BadRequestException.class);
        assertThat(lab.requestCount()).isEqualTo(before + 3);
        patient.close();
    }

    private static MessageCreateParams.Builder question(Client provider) {
        return MessageCreateParams.builder()
                .model(SdkLab.model(provider))
                .maxTokens(100)
                .addUserMessage("Hello");
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

    private static Message stream(MessageCreateParams asked) {
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
