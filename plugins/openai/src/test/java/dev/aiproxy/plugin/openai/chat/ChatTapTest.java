package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.translate.SseSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ChatTapTest {
    private static final String ROLE = "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\","
            + "\"refusal\":null},\"finish_reason\":null}],\"usage\":null}";
    private static final String TEXT =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
            + "\"total_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":1}}}";

    private final ChatTap tap =
            new ChatTap(new Exchange().forClient(ChatFormat.ID).target());

    @Test
    void theFirstContentCommits() {
        assertThat(judge("")).isEqualTo(Verdict.FORWARD);
        assertThat(judge("{\"choices\":[],\"prompt_filter_results\":[]}")).isEqualTo(Verdict.FORWARD);
        assertThat(judge(ROLE)).isEqualTo(Verdict.FORWARD);
        assertThat(judge(TEXT)).isEqualTo(Verdict.CONTENT);
        assertThat(judge(TEXT)).isEqualTo(Verdict.FORWARD);
        assertThat(judge(" [DONE] ")).isEqualTo(Verdict.TERMINAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delta\":{\"reasoning_content\":\"hm\"}}",
                "{\"delta\":{\"tool_calls\":[{\"index\":0}]}}",
                "{\"delta\":{\"refusal\":\"no\"}}",
            })
    void whateverTheClientCanUseIsContent(String choice) {
        assertThat(judge("{\"choices\":[" + choice + "]}")).isEqualTo(Verdict.CONTENT);
    }

    @Test
    void usageThatTheClientDidNotAskForIsCountedAndDropped_WCH6() {
        tap.request(body("{\"stream\":true}"));

        assertThat(judge(TEXT)).isEqualTo(Verdict.CONTENT);
        assertThat(judge(USAGE)).isEqualTo(Verdict.DROP);
        assertThat(tap.usage()).isEqualTo(new Usage(3L, 1L, null, null, 2L, null));
    }

    @Test
    void usageThatTheClientAskedForIsForwarded_WCH6() {
        tap.request(body("{\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));

        assertThat(judge(TEXT)).isEqualTo(Verdict.CONTENT);
        assertThat(judge(USAGE)).isEqualTo(Verdict.FORWARD);
        assertThat(tap.usage()).isEqualTo(new Usage(3L, 1L, null, null, 2L, null));
    }

    @Test
    void usageOnTheFinishChunkIsCountedAndForwarded() {
        tap.request(body("{}"));
        judge(TEXT);

        assertThat(judge("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
                        + "\"usage\" : { \"prompt_tokens\":3,\"completion_tokens\":2}}"))
                .isEqualTo(Verdict.TERMINAL);
        assertThat(tap.usage()).isEqualTo(Usage.of(3, 2));
    }

    @Test
    void theOnlyChoicesFinishIsAsGoodAsDone() {
        String finish = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\" : \"stop\"}]}";

        assertThat(judge(finish)).isEqualTo(Verdict.TERMINAL);
        tap.request(body("{\"n\":2}"));
        assertThat(judge(finish)).isEqualTo(Verdict.FORWARD);
        assertThat(judge("[DONE]")).isEqualTo(Verdict.TERMINAL);
    }

    @Test
    void errorsAreSeenBeforeAndAfterContent_SERR3() {
        String error = "{\"error\":{\"message\":\"x\",\"type\":\"server_error\"}}";

        assertThat(judge(error)).isEqualTo(Verdict.ERROR);
        judge(TEXT);
        assertThat(judge(error)).isEqualTo(Verdict.ERROR);
        assertThat(judge("{\"error\":null,\"choices\":[]}")).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void textThatLooksLikeUsageOrAnErrorIsText() {
        judge(TEXT);
        String text = "{\"choices\":[{\"delta\":{\"content\":\"{\\\"usage\\\":{\\\"prompt_tokens\\\":9},"
                + "\\\"error\\\":{}} \\\"error\\\"\"}}]}";

        assertThat(judge(text)).isEqualTo(Verdict.FORWARD);
        assertThat(judge("{\"choices\":[{\"delta\":{\"content\":\"error\"}}]}")).isEqualTo(Verdict.FORWARD);
        assertThat(tap.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void plainBodiesAreReadForTheirUsage() {
        tap.body(body("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}"));
        assertThat(tap.usage()).isEqualTo(Usage.of(3, 2));

        tap.body(JsonBody.of(bytes("<html>")));
        assertThat(tap.usage()).isEqualTo(Usage.of(3, 2));
    }

    @Test
    void unreadableFramesAreForwarded() {
        assertThat(judge("{\"usage\":{")).isEqualTo(Verdict.FORWARD);
        assertThat(judge("ping")).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void aFailureIsAnErrorEventWithoutDone_SERR2() {
        SseSink sink = new SseSink();

        tap.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "cut", "req-1"), sink);

        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(sink.written());
    }

    private Verdict judge(String data) {
        return tap.frame(Frame.of(null, bytes(data), bytes("data: " + data + "\n\n")));
    }

    private static JsonBody body(String json) {
        return path -> {
            JsonNode node = Json.parse(json);
            for (String name : path) {
                node = node.path(name);
            }
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        };
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
}
