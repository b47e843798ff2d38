package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
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
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java SDK of OpenAI, Responses, with every provider. */
final class OpenAiResponsesSdkIT extends OpenAiSdkCases {
    @Override
    Client format() {
        return Client.RESPONSES;
    }

    @Override
    String greet(OpenAIClient client, String model) {
        return text(client.responses().create(question(model).input("Hello").build()));
    }

    @Override
    String greetStreamed(String model) {
        return text(stream(question(model).input("Hello").build()));
    }

    @Override
    String showImage(String model) {
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
        return text(client.responses()
                .create(question(model)
                        .inputOfResponse(List.of(ResponseInputItem.ofMessage(message)))
                        .build()));
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answersWholeAndAsStream(Client provider) {
        ResponseCreateParams asked =
                question(SdkLab.model(provider)).input("Hello").build();

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
        ResponseCreateParams asked = question(SdkLab.model(provider))
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
            assertToolAnswered(text(answer));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void structuredOutputIsParsed(Client provider) {
        Weather weather = client
                .responses()
                .create(question(SdkLab.model(provider))
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

        assertParsed(weather);
    }

    private static ResponseCreateParams.Builder question(String model) {
        return ResponseCreateParams.builder().model(model);
    }

    private static ResponseInputItem said(String text) {
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content(text)
                .build());
    }

    private Response stream(ResponseCreateParams asked) {
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
