package dev.aiproxy.plugin.ollama.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OllamaTapTest {
    private final OllamaTap tap = new OllamaTap();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|FORWARD",
                "no JSON|FORWARD",
                "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":false}|FORWARD",
                "{\"message\":{\"content\":\"a\"},\"done\":false}|CONTENT",
                "{\"message\":{\"content\":\"\",\"thinking\":\"a\"},\"done\":false}|CONTENT",
                "{\"message\":{\"content\":\"\",\"tool_calls\":[{}]},\"done\":false}|CONTENT",
                "{\"message\":{\"content\":\"\"},\"done\": true}|TERMINAL",
                "{\"error\":\"no\"}|ERROR",
                "{\"error\":null,\"message\":{\"content\":\"a\"},\"done\":false}|CONTENT"
            })
    void aLineIsJudgedByWhatItHolds(String line, Verdict verdict) {
        assertThat(judged(line)).isEqualTo(verdict);
    }

    @Test
    void behindTheFirstContentOnlyEndAndErrorMatter() {
        judged("{\"message\":{\"content\":\"a\"},\"done\":false}");

        assertThat(judged("{\"message\":{\"content\":\"b\"},\"done\":false}")).isEqualTo(Verdict.FORWARD);
        assertThat(judged("{\"message\":{\"content\":\"\\\"done\\\":true \\\"error\\\"\"},\"done\":false}"))
                .isNotIn(Verdict.TERMINAL, Verdict.ERROR);
        assertThat(judged("{\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":{\"done\":true,\"error\":1}}}]},"
                        + "\"done\":false}"))
                .isNotIn(Verdict.TERMINAL, Verdict.ERROR);
        assertThat(judged("{\"done\":true,\"prompt_eval_count\":3,\"eval_count\":4}"))
                .isEqualTo(Verdict.TERMINAL);
        assertThat(tap.usage()).isEqualTo(Usage.of(3, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"done\":true,\"prompt_eval_count\":3,\"eval_count\":4}|3", "broken|"})
    void aWholeAnswersUsageIsSeen(String body, Long input) {
        tap.body(JsonBody.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));

        assertThat(tap.usage().inputTokens()).isEqualTo(input);
    }

    private Verdict judged(String line) {
        ByteBuffer data = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        return tap.frame(Frame.of(null, data, data));
    }
}
