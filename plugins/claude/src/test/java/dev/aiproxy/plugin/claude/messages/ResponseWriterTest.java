package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.schema.Schemas;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole answers of upstreams that speak another format. */
final class ResponseWriterTest {
    private final Exchange exchange = new Exchange();

    private JsonNode write(FinishReason reason, Usage usage, Part... parts) {
        JsonNode body = exchange.client()
                .writeResponse(new ChatResponse(
                        null,
                        null,
                        7L,
                        List.of(
                                new ChatResponse.Choice(0, List.of(parts), reason, null),
                                new ChatResponse.Choice(1, List.of(Part.Text.of("other")), FinishReason.LENGTH, null)),
                        usage));
        if (Schemas.arePresent()) {
            Schemas.assertValid("anthropic-message", Json.text(body));
        }
        return body;
    }

    @Test
    void thinkingTextAndCallsKeepTheirOrder_RCK1_RCK3() {
        JsonNode body = write(
                FinishReason.TOOL_CALLS,
                Usage.of(1, 2),
                new Part.Reasoning("hm", null),
                Part.Text.of(""),
                new Part.Text("a", List.of(new Citation(Exchange.OPENAI, Json.object())), null, null),
                Part.ToolCall.of("call:1", "f", "{\"x\":1.0}"),
                Part.ToolCall.of("2", "g", "{\"x\":"));

        assertThat(body.path("content").path(2).path("id").asString()).matches("[a-zA-Z0-9_-]+");
        ((ObjectNode) body.path("content").path(2)).remove("id");
        assertThat(Json.parse(Json.text(body))).isEqualTo(Json.parse("""
                {"id":"msg_1","type":"message","role":"assistant","model":"asked-model","content":[
                  {"type":"thinking","thinking":"hm","signature":""},{"type":"text","text":"a"},
                  {"type":"tool_use","name":"f","input":{"x":1.0}},
                  {"type":"tool_use","id":"2","name":"g","input":{}}],
                 "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,end_turn",
        "STOP_SEQUENCE,end_turn",
        "LENGTH,max_tokens",
        "TOOL_CALLS,end_turn",
        "CONTENT_FILTER,refusal"
    })
    void reasonsFollowTheTable_TFIN(FinishReason reason, String word) {
        assertThat(write(reason, Usage.UNKNOWN).path("stop_reason").asString()).isEqualTo(word);
    }

    @Test
    void lengthWinsOverCalls_TFIN6() {
        assertThat(write(FinishReason.LENGTH, Usage.UNKNOWN, Part.ToolCall.of("1", "f", "{"))
                        .path("stop_reason")
                        .asString())
                .isEqualTo("max_tokens");
    }

    @Test
    void aRefusalIsText_RCK4() {
        assertThat(write(FinishReason.CONTENT_FILTER, Usage.UNKNOWN, new Part.Refusal("No."))
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("No.");
    }

    @ParameterizedTest
    @CsvSource({"1000,300,200,7,500", "30,4,6,1,20", "12013,11243,,88,770", "5,9,,1,0"})
    void inputLeavesOutWhatTheCacheHeld_TUSE1(long input, long cached, Long written, long output, long uncached) {
        JsonNode usage = write(FinishReason.STOP, new Usage(input, cached, written, null, output, null))
                .path("usage");

        assertThat(usage.path("input_tokens").asLong()).isEqualTo(uncached);
        assertThat(usage.path("cache_read_input_tokens").asLong()).isEqualTo(cached);
        assertThat(usage.has("cache_creation_input_tokens")).isEqualTo(written != null);
        assertThat(usage.path("output_tokens").asLong()).isEqualTo(output);
    }

    @Test
    void whatIsNoMessageIsTheProvidersFault() {
        Assertions.assertThatThrownBy(() -> exchange.readResponse("{\"id\":\"x\"}"))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UPSTREAM_INVALID));
        Assertions.assertThatThrownBy(() -> exchange.readResponse(
                        "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"m\"}}"))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UPSTREAM_ERROR));
    }
}
