package dev.aiproxy.plugin.claude.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import dev.aiproxy.testkit.translate.CodecExchange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class ClaudeCountTest {
    private final ClaudeCount count = new ClaudeCount();
    private final CodecExchange exchange = new CodecExchange(
            new ClaudeFormat(),
            Endpoint.post("/v1/messages/count_tokens", Operation.COUNT_TOKENS),
            "claude-sonnet-4-5",
            ClaudeFormat.ID);

    @Test
    void upstreamIsAskedWithoutWhatConcernsTheAnswer() {
        ObjectNode chat = exchange.write(exchange.read("""
                {"model":"m","max_tokens":9,"temperature":0.5,"stop_sequences":["x"],"metadata":{"user_id":"u"},
                 "system":"be brief","messages":[{"role":"user","content":"Hello"}],
                 "tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto"}}"""));

        JsonNode body = count.writeRequest(chat, exchange.target());

        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder("model", "system", "messages", "tools", "tool_choice");
        assertThat(body.path("model").asString()).isEqualTo("claude-sonnet-4-5");
    }

    @Test
    void clientsQuestionNeedsNoMaxTokens() {
        ObjectNode body =
                (ObjectNode) Json.parse("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        ObjectNode chat = count.readRequest(body, exchange.facts());

        assertThat(exchange.client().readRequest(chat).messages()).hasSize(1);
    }

    @Test
    void countIsReadAndWritten() {
        assertThat(count.readResponse(Json.parse("{\"input_tokens\":2095,\"x\":1}")))
                .isEqualTo(2095);
        assertThat(Json.text(count.writeResponse(14, exchange.facts()))).isEqualTo("{\"input_tokens\":14}");
    }

    @Test
    void answerWithoutACountIsInvalid() {
        assertThatThrownBy(() -> count.readResponse(Json.parse("{\"input_tokens\":\"many\"}")))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UPSTREAM_INVALID));
    }
}
