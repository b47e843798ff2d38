package dev.aiproxy.plugin.openai.completions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class UsageTapTest {
    private final UsageTap tap = new UsageTap();

    @Test
    void firstTextCommitsAndDoneEnds() {
        assertThat(frame("{\"choices\":[{\"text\":\"\",\"finish_reason\":null}]}"))
                .isEqualTo(Verdict.FORWARD);
        assertThat(frame("{\"choices\":[{\"text\":\"Hi\"}]}")).isEqualTo(Verdict.CONTENT);
        assertThat(frame("{\"choices\":[{\"text\":\" [DONE]\"}]}")).isEqualTo(Verdict.FORWARD);
        assertThat(frame("{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}"))
                .isEqualTo(Verdict.FORWARD);
        assertThat(frame("[DONE]")).isEqualTo(Verdict.TERMINAL);
    }

    @Test
    void errorInTheStreamIsSeen() {
        assertThat(frame("{\"choices\":[{\"text\":\"Hi\"}]}")).isEqualTo(Verdict.CONTENT);
        assertThat(frame("{\"error\":{\"message\":\"overloaded\"}}")).isEqualTo(Verdict.ERROR);
    }

    @Test
    void errorInAWholeAnswerIsSeen() {
        assertThat(tap.reportsError(JsonBody.of(bytes("{\"error\":{\"message\":\"m\"}}"))))
                .isTrue();
        assertThat(tap.reportsError(JsonBody.of(bytes("{\"error\":\"m\"}")))).isTrue();
        assertThat(tap.reportsError(JsonBody.of(bytes("{\"error\":null,\"choices\":[{\"text\":\"Hi\"}]}"))))
                .isFalse();
    }

    @Test
    void unreadableFramesPass() {
        assertThat(frame("not json")).isEqualTo(Verdict.FORWARD);
        assertThat(frame("")).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void usageIsFoundInStreamsAndInWholeAnswers() {
        frame("{\"choices\":[{\"text\":\"Hi\"}]}");
        frame("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}");
        assertThat(tap.usage().inputTokens()).isEqualTo(3);
        assertThat(tap.usage().outputTokens()).isEqualTo(2);

        UsageTap embeddings = new UsageTap();
        embeddings.body(JsonBody.of(
                bytes("{\"data\":[{\"embedding\":[1,2]}],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}")));
        assertThat(embeddings.usage().inputTokens()).isEqualTo(8);
        assertThat(embeddings.usage().outputTokens()).isNull();
    }

    private Verdict frame(String data) {
        return tap.frame(Frame.of(null, bytes(data), bytes("data: " + data + "\n\n")));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
