package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer too large to be held is passed through byte for byte, and its usage is counted all the same. */
final class LargeAnswerUsageIT {
    private static final String TEXT = "Some \\\"words\\\" and a {brace}, 1 MiB of them. ".repeat(24_000);

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(Map.of());
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void usageOfAMebibyteThatIsPassedThroughIsRecorded(Client client) throws Exception {
        String answer = answer(client);
        providers.upstream().enqueue(Reply.json(answer).chunked());

        FormatLab.Answer told = providers.ask(client, client.model(), false, client.body(client.model(), false));

        assertThat(told.body()).isEqualTo(answer);
        ExchangeRecord record = providers.takeExchange();
        assertThat(record.usage()).isEqualTo(Usage.of(7, 5));
    }

    private static String answer(Client client) {
        return switch (client) {
            case CHAT -> """
                {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                {"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":\
                {"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}""".formatted(TEXT);
            case RESPONSES -> """
                {"id":"resp_1","status":"completed","output":[{"type":"message","id":"msg_1","role":"assistant","content":\
                [{"type":"output_text","text":"%s"}]}],"usage":{"input_tokens":7,"output_tokens":5,"total_tokens":12}}""".formatted(TEXT);
            case CLAUDE -> """
                {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"%s"}],\
                "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":5}}""".formatted(TEXT);
            case GEMINI -> """
                {"candidates":[{"content":{"role":"model","parts":[{"text":"%s"}]},"finishReason":"STOP"}],\
                "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":5,"totalTokenCount":12}}""".formatted(TEXT);
        };
    }
}
