package dev.aiproxy.plugin.gemini.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.gemini.chat.GeminiFormat;
import dev.aiproxy.testkit.translate.CodecExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class GeminiCountTest {
    private final GeminiCount count = new GeminiCount();
    private final CodecExchange exchange = new CodecExchange(
            new GeminiFormat(),
            Endpoint.post("/v1beta/models/{model}:countTokens", Operation.COUNT_TOKENS),
            "gemini-2.5-pro",
            GeminiFormat.ID);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}",
                "{\"generateContentRequest\":{\"model\":\"m\",\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}}",
                "{\"generate_content_request\":{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}}"
            })
    void clientMayAskWithContentsOrAWholeRequest(String body) {
        ObjectNode chat = count.readRequest((ObjectNode) Json.parse(body), exchange.facts());

        assertThat(exchange.client().readRequest(chat).messages().get(0).text()).isEqualTo("Hello");
    }

    @Test
    void upstreamIsAskedWithAWholeRequestThatNamesTheModel() {
        ObjectNode chat = exchange.write(exchange.read("""
                {"systemInstruction":{"parts":[{"text":"be brief"}]},"contents":[{"parts":[{"text":"Hello"}]}],
                 "tools":[{"functionDeclarations":[{"name":"f"}]}]}"""));

        JsonNode body = count.writeRequest(chat, exchange.target());

        JsonNode whole = body.path("generateContentRequest");
        assertThat(body.propertyNames()).containsExactly("generateContentRequest");
        assertThat(whole.path("model").asString()).isEqualTo("models/gemini-2.5-pro");
        assertThat(whole.propertyNames()).contains("contents", "systemInstruction", "tools");
    }

    @Test
    void countIsReadAndWritten() {
        assertThat(count.readResponse(Json.parse("{\"totalTokens\":31,\"promptTokensDetails\":[]}")))
                .isEqualTo(31);
        assertThat(Json.text(count.writeResponse(14, exchange.facts()))).isEqualTo("{\"totalTokens\":14}");
        assertThatThrownBy(() -> count.readResponse(Json.parse("{}")))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UPSTREAM_INVALID));
    }
}
