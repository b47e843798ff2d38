package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.SseSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ResponsesTapTest {
    private static final String CREATED =
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}}";
    private static final String DELTA =
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"a\"}";
    private static final String COMPLETED =
            "{\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"output\":[{\"usage\":1}],\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}}";
    private static final String ERROR = "{\"type\":\"error\",\"error\":{\"message\":\"m\"}}";
    private static final String FAILED = "{\"type\":\"response.failed\",\"response\":{\"error\":{\"message\":\"m\"}}}";

    private final ResponsesTap tap = new ResponsesTap(new Exchange().facts());

    private Verdict judge(String data) {
        String event = Json.parse(data).path("type").asString();
        return tap.frame(frame(event, data));
    }

    private static Frame frame(@Nullable String event, String data) {
        ByteBuffer bytes = ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8));
        return Frame.of(event, bytes, bytes);
    }

    @Test
    void theFirstItemCommitsAndTheEndHasUsage() {
        assertThat(judge(CREATED)).isEqualTo(Verdict.FORWARD);
        assertThat(judge(DELTA)).isEqualTo(Verdict.CONTENT);
        assertThat(judge(DELTA)).isEqualTo(Verdict.FORWARD);
        assertThat(judge(COMPLETED)).isEqualTo(Verdict.TERMINAL);
        assertThat(tap.usage()).isEqualTo(Usage.of(3, 2));
    }

    @Test
    void typeIsReadFromTheDataWhereTheEventHasNoName() {
        assertThat(tap.frame(frame(null, CREATED))).isEqualTo(Verdict.FORWARD);
        assertThat(tap.frame(frame(null, DELTA))).isEqualTo(Verdict.CONTENT);
        assertThat(tap.frame(frame(null, "[DONE]"))).isEqualTo(Verdict.FORWARD);
    }

    /** W-RS-9, S-ERR-1. */
    @Test
    void errorBeforeContentMayBeHadElsewhere() {
        assertThat(judge(CREATED)).isEqualTo(Verdict.FORWARD);
        assertThat(judge(ERROR)).isEqualTo(Verdict.ERROR);
    }

    /** W-RS-9: both events reach a client that already has content. */
    @Test
    void errorBehindContentIsFollowedByTheFailedResponse() {
        judge(CREATED);
        judge(DELTA);

        assertThat(judge(ERROR)).isEqualTo(Verdict.WARNING);
        assertThat(judge(FAILED)).isEqualTo(Verdict.ERROR);
    }

    /** S-ERR-2, W-RS-5: the number goes on where the upstream's events ended. */
    @Test
    void brokenStreamEndsWithErrorAndFailedResponse() {
        String inProgress =
                CREATED.replace("response.created", "response.in_progress").replace(":0,", ":1,");
        judge(CREATED);
        judge(inProgress);
        SseSink sink = new SseSink();

        tap.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "broken", "req-1"), sink);

        List<JsonNode> events = SseParser.parse(sink.written()).events().stream()
                .map(event -> Json.parse(event.data()))
                .toList();
        assertThat(events)
                .extracting(event -> event.path("type").asString())
                .containsExactly("error", "response.failed");
        assertThat(events)
                .extracting(event -> event.path("sequence_number").asInt())
                .containsExactly(2, 3);
        assertThat(events.get(1).at("/response/id").asString()).isEqualTo("resp_1");
        assertThat(events.get(1).at("/response/error/message").asString()).isEqualTo("broken");
    }

    @Test
    void usageOfAWholeAnswerIsRead() {
        tap.body(body("{\"output\":[],\"usage\":{\"input_tokens\":3}}"));

        assertThat(tap.usage().inputTokens()).isEqualTo(3);
    }

    /** T-RE-10: what the gateway made for another vendor never reaches OpenAI. */
    @Test
    void foreignReasoningIsTakenOut() {
        List<JsonEdit> edits = tap.request(body("""
            {"input":[{"role":"user","content":"U"},
            {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"},
            {"type":"reasoning","id":"rs_aiproxy_1","summary":[]},
            {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"ai-proxy.claude.s.c2ln"},
            {"role":"assistant","content":"a"}]}"""));

        assertThat(edits)
                .singleElement()
                .satisfies(edit -> assertThat(edit.value()).isEqualTo(Json.parse("""
            [{"role":"user","content":"U"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"},
            {"role":"assistant","content":"a"}]""")));
        assertThat(tap.request(body("{\"input\":\"ai-proxy. rs_aiproxy_\"}"))).isEmpty();
    }

    @Test
    void whatTheUpstreamKeepsIsNamedUnlessItWasToldNotTo() {
        tap.request(body("{\"input\":\"U\"}"));
        judge(CREATED);
        judge("{\"type\":\"response.output_item.added\",\"item\":{\"id\":\"msg_1\"}}");

        assertThat(tap.kept()).containsExactly("resp_1", "msg_1");
    }

    @Test
    void nothingIsKeptWithoutStore() {
        tap.request(body("{\"input\":\"U\",\"store\":false}"));
        judge(CREATED);

        assertThat(tap.kept()).isEmpty();
    }

    /** R-RC: a response that failed is no success, whatever its status. */
    @Test
    void failedResponseIsAnError() {
        assertThat(reportsError("{\"status\":\"failed\",\"error\":{\"code\":\"c\",\"message\":\"m\"},\"output\":[]}"))
                .isTrue();
        assertThat(reportsError("{\"status\":\"completed\",\"error\":null,\"output\":[]}"))
                .isFalse();
    }

    private boolean reportsError(String json) {
        return tap.reportsError(body(json));
    }

    private static JsonBody body(String json) {
        JsonNode tree = Json.parse(json);
        return path -> {
            JsonNode node = tree;
            for (String name : path) {
                node = node.path(name);
            }
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        };
    }
}
