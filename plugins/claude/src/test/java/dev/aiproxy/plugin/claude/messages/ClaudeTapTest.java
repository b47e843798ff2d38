package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import dev.aiproxy.testkit.translate.SseSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ClaudeTapTest {
    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":43,\"output_tokens\":1}}}";
    private static final String DELTA =
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":61,\"output_tokens\":9}}";

    private final ClaudeTap tap = new ClaudeTap();

    private static Frame frame(String json, boolean named) {
        ByteBuffer data = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
        @Nullable String event = named ? Json.parse(json).path("type").asString() : null;
        return Frame.of(event, data, data);
    }

    private List<Verdict> judge(boolean named, String... frames) {
        return List.of(frames).stream()
                .map(json -> tap.frame(frame(json, named)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contentCommitsOnceAndUsageIsSeen_TUSE4(boolean named) {
        assertThat(judge(
                        named,
                        START,
                        "{\"type\":\"ping\"}",
                        "{\"type\":\"content_block_start\",\"index\":0}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"message_stop\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        DELTA,
                        "{\"type\":\"message_stop\"}"))
                .containsExactly(
                        Verdict.FORWARD,
                        Verdict.FORWARD,
                        Verdict.CONTENT,
                        Verdict.FORWARD,
                        Verdict.FORWARD,
                        Verdict.FORWARD,
                        Verdict.TERMINAL);
        assertThat(tap.usage()).isEqualTo(Usage.of(61, 9));
    }

    @Test
    void anAnswerWithoutBlocksCommitsAtItsEnd_SALL4() {
        assertThat(judge(true, START, DELTA, "{\"type\":\"message_stop\"}"))
                .containsExactly(Verdict.FORWARD, Verdict.CONTENT, Verdict.TERMINAL);
    }

    @Test
    void anErrorIsOneBeforeAndBehindContent() {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}";

        assertThat(judge(true, error, "{\"type\":\"content_block_start\"}", error))
                .containsExactly(Verdict.ERROR, Verdict.CONTENT, Verdict.ERROR);
    }

    @Test
    void aCommentIsForwarded() {
        assertThat(tap.frame(Frame.of(null, ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {':', '\n', '\n'}))))
                .isEqualTo(Verdict.FORWARD);
        assertThat(tap.frame(frame("{\"type\":\"something_new\"}", true))).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void aWholeAnswerIsReadForItsUsage() {
        tap.body(
                json(
                        "{\"content\":[],\"usage\":{\"input_tokens\":15,\"cache_creation_input_tokens\":13,\"cache_read_input_tokens\":12,\"output_tokens\":21}}"));

        assertThat(tap.usage()).isEqualTo(new Usage(40L, 12L, 13L, null, 21L, null));
    }

    @Test
    void whatIsNoAnswerHasNoUsage() {
        tap.body(json("<html>"));

        assertThat(tap.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void aFailureIsTheFormatsOwnEvent() {
        SseSink sink = new SseSink();

        tap.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "cut", "req-1"), sink);

        assertThat(sink.written()).startsWith("event: error\ndata: {\"type\":\"error\"");
    }

    @Test
    void ordinaryRequestsAreNotTouchedNorParsed() {
        Body body = new Body("{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\","
                + "\"thinking\":\"t\",\"signature\":\"Eu==\"}]}]}");

        assertThat(tap.request(body)).isEmpty();
        assertThat(body.found).isZero();
    }

    @Test
    void thinkingThatClaudeDidNotSignIsTakenOut_WCL10() {
        Body body = new Body("""
                {"thinking":{"type":"enabled","budget_tokens":1024},"messages":[
                  {"role":"user","content":"x"},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":""}]},
                  {"role":"assistant","content":[{"type":"redacted_thinking","data":"ai-proxy.gemini.y"},
                    {"type":"thinking","thinking":"t","signature": "ai-proxy.gemini.x"},
                    {"type":"tool_use","id":"a","name":"f","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"\\"signature\\":\\"\\""}]}]}""");

        List<JsonEdit> edits = tap.request(body);

        assertThat(edits).containsExactly(JsonEdit.set(Json.parse("""
                                [{"role":"user","content":"x"},
                                 {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
                                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"a",
                                   "content":"\\"signature\\":\\"\\""}]}]"""), "messages"), JsonEdit.remove("thinking"));
    }

    /** A body that counts how often it is looked into. */
    private static JsonBody json(String text) {
        return JsonBody.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class Body implements JsonBody {
        private final byte[] bytes;
        private int found;

        Body(String json) {
            this.bytes = json.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<JsonNode> find(String... path) {
            found++;
            JsonNode node = Json.parse(bytes);
            for (String name : path) {
                node = node.path(name);
            }
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        }

        @Override
        public boolean mayContain(byte[] text) {
            return JsonText.contains(ByteBuffer.wrap(bytes), text);
        }
    }
}
