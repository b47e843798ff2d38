package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.schema.Schemas;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What each generation of models is asked for (W-CL-11, W-CL-12, table T-RE). */
final class ModelKindTest {
    private static final Message HELLO = Message.text(Role.USER, "Hello");

    private final Exchange exchange = new Exchange();
    private final List<JsonNode> written = new ArrayList<>();

    private JsonNode write(ChatRequest request) {
        JsonNode body = exchange.write(request);
        written.add(body);
        return body;
    }

    @AfterEach
    void everythingWrittenIsValid() {
        if (Schemas.arePresent()) {
            written.forEach(body -> Schemas.assertValid("anthropic-messages-request", Json.text(body)));
        }
    }

    @Test
    void budgetsGrowWithTheEffortAndStayBelowTheLimit_TRE1() {
        for (Integer limit : new Integer[] {null, 1, 1024, 1025, 3000, 64_000}) {
            int last = 0;
            for (Effort effort : Effort.values()) {
                JsonNode body = write(ChatRequest.of(List.of(HELLO))
                        .withOutput(new Output(limit, null, null, List.of()))
                        .withReasoning(ReasoningOptions.effort(effort)));
                int budget = body.path("thinking").path("budget_tokens").asInt(0);
                assertThat(budget)
                        .isGreaterThanOrEqualTo(last)
                        .isLessThan(body.path("max_tokens").asInt());
                last = budget;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-6,xhigh,high",
        "claude-opus-4-6,minimal,low",
        "claude-sonnet-4.7,xhigh,xhigh",
        "anthropic.claude-opus-4-7-20260101-v1:0,medium,medium",
        "claude-fable-5,max,max",
        "claude-opus-5-1,low,low"
    })
    void adaptiveModelsGetAnEffort_TRE(String model, String effort, String written) {
        exchange.toModel(model);

        JsonNode body = write(ChatRequest.of(List.of(HELLO))
                .withReasoning(ReasoningOptions.effort(Effort.of(effort).orElseThrow())));

        assertThat(body.path("thinking").path("type").asString()).isEqualTo("adaptive");
        assertThat(body.path("output_config").path("effort").asString()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-3-haiku-20240307", "claude-3-5-sonnet-latest", "claude-2.1", "claude-instant-1.2"})
    void olderModelsDoNotThink(String model) {
        exchange.toModel(model);

        assertThat(write(ChatRequest.of(List.of(HELLO)).withReasoning(ReasoningOptions.effort(Effort.HIGH)))
                        .has("thinking"))
                .isFalse();
    }

    @Test
    void aToolLoopWithoutItsThinkingIsContinuedWithoutABudget_TRE7() {
        ChatRequest request = ChatRequest.of(
                        List.of(HELLO, assistant(Part.ToolCall.of("1", "f", "{}")), result("1", "x")))
                .withReasoning(ReasoningOptions.effort(Effort.HIGH));

        assertThat(write(request).has("thinking")).isFalse();
        exchange.toModel("claude-opus-4-7");
        assertThat(write(request).path("thinking").path("type").asString()).isEqualTo("adaptive");
    }

    @Test
    void theNewestModelsGetNoSamplingAndSomeOnlyOneField_WCL12() {
        ChatRequest request = ChatRequest.of(List.of(HELLO))
                .withSampling(new Sampling(
                        BigDecimal.ZERO, new BigDecimal("0.9"), 3, null, null, null, List.of(), null, null, null));

        assertThat(write(request).has("top_p")).isFalse();
        assertThat(write(request).path("temperature").decimalValue()).isEqualByComparingTo("0");
        exchange.toModel("claude-opus-4-7");
        assertThat(write(request).propertyNames()).containsExactly("model", "max_tokens", "messages");
        exchange.toModel("claude-3-5-haiku-latest");
        assertThat(write(request).propertyNames()).contains("temperature", "top_p", "top_k");
    }

    private static Message assistant(Part... parts) {
        return Message.of(Role.ASSISTANT, List.of(parts));
    }

    private static Message result(String id, String text) {
        return Message.of(
                Role.TOOL, List.of(new Part.ToolResult(id, null, List.of(Part.Text.of(text)), false, null, null)));
    }
}
