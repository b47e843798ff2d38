package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamReaderTest {
    private static final String CREATED =
            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"model\":\"m\",\"created_at\":7}}";
    private static final String COMPLETED =
            "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}";

    private final Exchange exchange = new Exchange();

    private List<ChatEvent> read(String... data) {
        return exchange.readStream(Exchange.sse(data));
    }

    private ChatResponse.Choice collect(String... data) {
        return exchange.collectStream(Exchange.sse(data)).first();
    }

    /** S-Rx-1, S-Rx-5. */
    @Test
    void textFinishAndUsageAreRead() {
        List<ChatEvent> events = read(
                CREATED,
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\"}}",
                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"Hel\"}",
                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"lo\"}",
                "{\"type\":\"response.output_text.done\",\"output_index\":0,\"content_index\":0,\"text\":\"Hello\"}",
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}");

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Start("resp_1", "m", 7L),
                        new ChatEvent.TextDelta(0, "Hel"),
                        new ChatEvent.TextDelta(0, "lo"),
                        new ChatEvent.UsageReport(Usage.of(1, 2)),
                        new ChatEvent.Finish(0, FinishReason.STOP, null),
                        new ChatEvent.End());
    }

    /** S-Rx-2. */
    @Test
    void callIsNamedByItsCallIdAndArgumentsCountOnce() {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"f\",\"arguments\":\"\"}}",
                "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":0,\"delta\":\"{\\\"a\\\":1}\"}",
                "{\"type\":\"response.function_call_arguments.done\",\"output_index\":0,\"arguments\":\"{\\\"a\\\":1}\"}",
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}",
                COMPLETED);

        assertThat(choice.parts()).containsExactly(Part.ToolCall.of("call_1", "f", "{\"a\":1}"));
        assertThat(choice.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    /** S-Rx-2: a server may send nothing but the end. */
    @Test
    void itemsThatComeWholeAreRead() {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}",
                "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"\"}}",
                COMPLETED);

        assertThat(choice.parts()).containsExactly(Part.Text.of("Hi"), Part.ToolCall.of("c", "f", "{}"));
    }

    @Test
    void outputOfTheLastEventCountsIfThereWasNoOther() {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}}");

        assertThat(choice.parts()).containsExactly(Part.Text.of("Hi"));
    }

    /** S-Rx-3, T-RE-10. */
    @Test
    void thinkingIsReadOnceAndSigned() {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"rs_1\"}}",
                "{\"type\":\"response.reasoning_summary_part.added\",\"output_index\":0,\"summary_index\":0}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"summary_index\":0,\"delta\":\"A\"}",
                "{\"type\":\"response.reasoning_summary_text.done\",\"output_index\":0,\"summary_index\":0,\"text\":\"A\"}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"summary_index\":1,\"delta\":\"B\"}",
                "{\"type\":\"response.reasoning_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"raw\"}",
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"gAAA\"}}",
                COMPLETED);

        assertThat(choice.parts())
                .containsExactly(new Part.Reasoning("A\n\nB", new Signature(ResponsesFormat.ID, "rs_1|gAAA")));
    }

    /** S-Rx-4. */
    @Test
    void refusalIsFiltered() {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.refusal.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"No.\"}",
                COMPLETED);

        assertThat(choice.parts()).containsExactly(new Part.Refusal("No."));
        assertThat(choice.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    /** S-Rx-6. */
    @Test
    void itemsOfTheProviderYieldNothing() {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"web_search_call\",\"id\":\"ws_1\"}}",
                "{\"type\":\"response.web_search_call.searching\",\"output_index\":0}",
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"web_search_call\",\"id\":\"ws_1\"}}",
                "{\"type\":\"response.brand_new\",\"x\":1}",
                COMPLETED);

        assertThat(choice.parts()).isEmpty();
        assertThat(choice.finishReason()).isEqualTo(FinishReason.STOP);
    }

    /** T-FIN, S-Rx-5. */
    @ParameterizedTest
    @CsvSource({"max_output_tokens,LENGTH", "content_filter,CONTENT_FILTER", "max_tokens,LENGTH"})
    void incompleteIsCutOrFiltered(String word, FinishReason reason) {
        ChatResponse.Choice choice = collect(
                CREATED,
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{\\\"a\"}}",
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\""
                        + word + "\"}}}");

        assertThat(choice.finishReason()).isEqualTo(reason);
    }

    /** W-RS-9, S-ERR-3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"code\":\"rate_limit_exceeded\",\"message\":\"slow\",\"param\":null}}",
                "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"slow\",\"param\":null}",
                "{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"}}}"
            })
    void errorsOfEveryFormAreRead(String error) {
        List<ChatEvent> events = read(CREATED, error, COMPLETED);

        assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(ChatEvent.Failed.class, failed -> {
            assertThat(failed.error().message()).isEqualTo("slow");
            assertThat(failed.error().code()).isEqualTo("rate_limit_exceeded");
            assertThat(failed.error().status()).isEqualTo(429);
        });
    }

    /** S-ALL-6. */
    @Test
    void streamWithoutItsEndFailed() {
        List<ChatEvent> events = read(CREATED);

        assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Failed.class);
    }

    /** R-RC: an answer that failed is no empty success. */
    @Test
    void failedAnswerIsAnError() {
        assertThatThrownBy(
                        () -> exchange.readResponse(
                                "{\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"server_error\",\"message\":\"broken\"}}"))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_ERROR);
                    assertThat(failure.getMessage()).isEqualTo("broken");
                });
    }
}
