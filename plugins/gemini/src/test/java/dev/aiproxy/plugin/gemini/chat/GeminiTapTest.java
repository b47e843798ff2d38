package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class GeminiTapTest {
    private final GeminiTap tap = new GeminiTap(new Exchange().target("gemini-2.5-flash"));

    @Test
    void theFirstPartsCommitAndAReasonCompletes() {
        assertThat(frame("{\"promptFeedback\":{\"safetyRatings\":[]}}")).isEqualTo(Verdict.FORWARD);
        assertThat(frame("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}"))
                .isEqualTo(Verdict.CONTENT);
        assertThat(frame("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}"))
                .isEqualTo(Verdict.FORWARD);
        assertThat(frame("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\\\"finishReason\\\"\"}]}}]}"))
                .isEqualTo(Verdict.FORWARD);
        assertThat(frame("{\"candidates\":[{\"finishReason\":\"STOP\"}]}")).isEqualTo(Verdict.TERMINAL);
    }

    @Test
    void aBlockedPromptIsCompleteAndAnErrorIsOne() {
        assertThat(frame("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}")).isEqualTo(Verdict.TERMINAL);
        assertThat(frame("{\"error\":{\"code\":500,\"message\":\"m\"}}")).isEqualTo(Verdict.ERROR);
        assertThat(frame("not json")).isEqualTo(Verdict.FORWARD);
        assertThat(frame("")).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void theLastUsageCounts_TUSE5_alsoWhenTheStreamBreaks() {
        assertThat(tap.usage()).isEqualTo(Usage.UNKNOWN);
        frame("{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1}}");
        assertThat(tap.usage()).isEqualTo(Usage.of(9, 1));
        frame("{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":15,\"thoughtsTokenCount\":73}}");
        frame("{\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}}");

        assertThat(tap.usage()).isEqualTo(new Usage(9L, null, null, null, 88L, 73L));
    }

    @Test
    void aWholeAnswerHasItsUsage() {
        tap.body(json("{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":12013,"
                + "\"cachedContentTokenCount\":11243,\"candidatesTokenCount\":15,\"thoughtsTokenCount\":73}}"));

        assertThat(tap.usage()).isEqualTo(new Usage(12_013L, 11_243L, null, null, 88L, 73L));
    }

    private Verdict frame(String data) {
        return tap.frame(Frame.of(null, bytes(data), bytes(data)));
    }

    private static JsonBody json(String text) {
        return JsonBody.of(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
