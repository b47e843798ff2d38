package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.aiproxy.testkit.http.Reply;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java SDK of OpenAI, Responses, with every provider. */
final class OpenAiResponsesSdkIT {
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
        client = client(0);
    }

    private static OpenAIClient client(int retries) {
        return OpenAIOkHttpClient.builder()
                .apiKey(SdkLab.KEY)
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
        ResponseCreateParams asked = question(provider).input("Hello").build();

        for (Response response : List.of(client.responses().create(asked), stream(asked))) {
            assertThat(text(response)).isEqualTo(SdkUpstream.TEXT);
            assertThat(response.status()).contains(ResponseStatus.COMPLETED);
            assertThat(response.usage().orElseThrow().inputTokens()).isEqualTo(7);
            assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void toolIsCalledAndAnswered(Client provider) {
        ResponseCreateParams asked = question(provider)
                .inputOfResponse(List.of(said("Hello")))
                .addTool(GetWeather.class)
                .build();

        for (Response response : List.of(client.responses().create(asked), stream(asked))) {
            ResponseFunctionToolCall call = response.output().stream()
                    .flatMap(item -> item.functionCall().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(call.name()).isEqualTo(SdkUpstream.TOOL);
            assertThat(call.arguments(GetWeather.class).city).isEqualTo("Paris");
            Response answer = client.responses()
                    .create(asked.toBuilder()
                            .inputOfResponse(List.of(
                                    said("Hello"),
                                    ResponseInputItem.ofFunctionCall(call),
                                    ResponseInputItem.ofFunctionCallOutput(
                                            ResponseInputItem.FunctionCallOutput.builder()
                                                    .callId(call.callId())
                                                    .output("Sunny")
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
                        .responses()
                        .create(question(provider)
                                .input("Hello")
                                .text(Weather.class)
                                .build())
                        .output()
                        .stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .flatMap(content -> content.outputText().stream())
                        .findFirst()
                        .orElseThrow();

        assertThat(weather.city).isEqualTo("Paris");
        assertThat(weather.degrees).isEqualTo(22);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void imageReachesTheProvider(Client provider) {
        ResponseInputItem.Message message = ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .content(List.of(
                        ResponseInputContent.ofInputText(
                                ResponseInputText.builder().text("What is it?").build()),
                        ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                                .detail(ResponseInputImage.Detail.AUTO)
                                .imageUrl("data:image/png;base64," + SdkLab.PIXEL)
                                .build())))
                .build();

        Response response = client.responses()
                .create(question(provider)
                        .inputOfResponse(List.of(ResponseInputItem.ofMessage(message)))
                        .build());

        assertThat(text(response)).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains(SdkLab.PIXEL);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void errorsAreTheSdksOwn(Client provider) {
        ResponseCreateParams asked = question(provider).input("Hello").build();
        lab.enqueue(Reply.json(400, "{\"error\":{\"message\":\"too odd\"}}"));
        assertThatThrownBy(() -> client.responses().create(asked))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("too odd");
        lab.enqueue(Reply.json(429, "{\"error\":{\"message\":\"slow down\"}}").header("Retry-After", "9"));
        assertThatThrownBy(() -> stream(asked))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        thrown -> assertThat(thrown.headers().values("retry-after"))
                                .containsExactly("9"));
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void sdkRetriesWhatMaySucceedLater(Client provider) {
        OpenAIClient patient = client(1);
        int before = lab.requestCount();
        lab.enqueue(Reply.json(500, "{\"error\":{\"message\":\"broken\"}}"));

        Response response =
                patient.responses().create(question(provider).input("Hello").build());

        assertThat(text(response)).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.requestCount()).isEqualTo(before + 2);
        patient.close();
    }

    @Test
    void unknownModelIsNotFound() {
        assertThatThrownBy(() -> client.responses()
                        .create(ResponseCreateParams.builder()
                                .model("nobody")
                                .input("Hello")
                                .build()))
                .isInstanceOf(NotFoundException.class);
    }

    private static ResponseCreateParams.Builder question(Client provider) {
        return ResponseCreateParams.builder().model(SdkLab.model(provider));
    }

    private static ResponseInputItem said(String text) {
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content(text)
                .build());
    }

    private static Response stream(ResponseCreateParams asked) {
        ResponseAccumulator response = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(asked)) {
            events.stream().forEach(response::accumulate);
        }
        return response.response();
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }
}
