package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.ChatResponse.Choice;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class ResponseTest {
    private final Exchange exchange = new Exchange();

    @Test
    void anAnswerIsWrittenWhole_WCH1_WCH2_WCH8() {
        JsonNode body = write(
                new Usage(1000L, 300L, 200L, null, 20L, 5L),
                FinishReason.TOOL_CALLS,
                new Part.Reasoning("hm", null),
                Part.Text.of("a"),
                Part.Text.of("b"),
                Part.ToolCall.of("c", "f", "{\"x\":1}"),
                Part.ToolCall.of("d", "g", ""));

        assertJson(body, """
                {"id":"id-1","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,
                 "message":{"role":"assistant","content":"ab","refusal":null,"reasoning_content":"hm","tool_calls":[
                   {"id":"c","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
                   {"id":"d","type":"function","function":{"name":"g","arguments":"{}"}}]},
                 "logprobs":null,"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":1000,"completion_tokens":20,"total_tokens":1020,
                  "prompt_tokens_details":{"cached_tokens":300,"cache_write_tokens":200},
                  "completion_tokens_details":{"reasoning_tokens":5}}}
                """);
    }

    @Test
    void contentIsNullBesideCallsAndEmptyAlone_RKC4_RKC8() {
        JsonNode calls = write(Usage.UNKNOWN, FinishReason.TOOL_CALLS, Part.ToolCall.of("c", "f", "{}"));
        JsonNode nothing = write(Usage.UNKNOWN, FinishReason.CONTENT_FILTER);

        assertThat(message(calls).path("content").isNull()).isTrue();
        assertThat(message(nothing).path("content").asString()).isEmpty();
        assertThat(nothing.path("choices").path(0).path("finish_reason").asString())
                .isEqualTo("content_filter");
        assertThat(nothing.has("usage")).as("T-USE-6").isFalse();
    }

    @Test
    void aRefusalHasItsOwnField() {
        JsonNode body = write(Usage.UNKNOWN, FinishReason.CONTENT_FILTER, new Part.Refusal("no"));

        assertThat(message(body).path("refusal").asString()).isEqualTo("no");
        assertThat(message(body).path("content").isNull()).isTrue();
    }

    @Test
    void redactedThinkingLeavesNoText_TRE11() {
        JsonNode body = write(
                Usage.UNKNOWN,
                FinishReason.STOP,
                new Part.RedactedReasoning(new Signature(Exchange.CLAUDE, "blob")),
                Part.Text.of("a"));

        assertThat(message(body).has("reasoning_content")).isFalse();
        assertThat(message(body).path("content").asString()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,stop",
        "STOP_SEQUENCE,stop",
        "LENGTH,length",
        "CONTENT_FILTER,content_filter",
        "TOOL_CALLS,stop",
    })
    void finishReasonsComeFromTheEnum_TFIN(FinishReason reason, String word) {
        assertThat(write(Usage.UNKNOWN, reason, Part.Text.of("x"))
                        .path("choices")
                        .path(0)
                        .path("finish_reason")
                        .asString())
                .isEqualTo(word);
    }

    @Test
    void anAnswerIsRead_RCK1_RCK2() {
        ChatResponse response = exchange.readResponse("""
                {"id":"i","created":7,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{
                  "role":"assistant","content":"","reasoning_content":"hm","tool_calls":[
                    {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
                    {"id":"a","type":"function","function":{"name":"f","arguments":null}}]}}],
                 "usage":{"prompt_tokens":12,"completion_tokens":8,"total_tokens":20,
                  "prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":3}}}
                """);

        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "i",
                        "m",
                        7L,
                        List.of(new Choice(
                                0,
                                List.of(
                                        new Part.Reasoning("hm", null),
                                        Part.ToolCall.of("a", "f", "{}"),
                                        Part.ToolCall.of("call_1", "f", "{}")),
                                FinishReason.TOOL_CALLS,
                                null)),
                        new Usage(12L, 2L, null, null, 8L, 3L)));
    }

    @Test
    void allTokensSpentOnThinkingIsAnEmptyTruncatedAnswer_R11() {
        ChatResponse response = exchange.readResponse("""
                {"choices":[{"message":{"role":"assistant","content":""},"finish_reason":"length"}]}
                """);

        assertThat(response.first()).isEqualTo(new Choice(0, List.of(), FinishReason.LENGTH, null));
    }

    @Test
    void aRefusalCountsAsFiltered_RCK4() {
        ChatResponse response = exchange.readResponse("""
                {"choices":[{"message":{"role":"assistant","content":null,"refusal":"no"},"finish_reason":"stop"}]}
                """);

        assertThat(response.first())
                .isEqualTo(new Choice(0, List.of(new Part.Refusal("no")), FinishReason.CONTENT_FILTER, null));
    }

    @Test
    void whatIsNoAnswerIsTheProvidersFault() {
        assertFault("{\"hello\":1}", ErrorCode.UPSTREAM_INVALID, "no choices");
        assertFault("[]", ErrorCode.UPSTREAM_INVALID, "no choices");
        assertFault("{\"error\":{\"message\":\"overheated\"}}", ErrorCode.UPSTREAM_ERROR, "overheated");
    }

    private void assertFault(String body, ErrorCode code, String message) {
        assertThatThrownBy(() -> exchange.readResponse(body)).isInstanceOfSatisfying(GatewayException.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.getMessage()).contains(message);
        });
    }

    private JsonNode write(Usage usage, FinishReason reason, Part... parts) {
        return exchange.client()
                .writeResponse(
                        new ChatResponse("id-1", "m", 7L, List.of(new Choice(0, List.of(parts), reason, null)), usage));
    }

    private static JsonNode message(JsonNode body) {
        return body.path("choices").path(0).path("message");
    }

    private static void assertJson(JsonNode actual, String expected) {
        assertThat(Json.text(actual)).isEqualTo(Json.text(Json.parse(expected)));
    }
}
