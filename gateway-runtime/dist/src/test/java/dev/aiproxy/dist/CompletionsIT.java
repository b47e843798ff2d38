package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Completions, which only pass through. */
final class CompletionsIT {
    private static final String TARGET = "/v1/completions";
    private static final String STREAM = "data: {\"choices\":[{\"text\":\"Hel\",\"index\":0}]}\n\n"
            + "data: {\"choices\":[{\"text\":\"lo\",\"index\":0,\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2,\"total_tokens\":6}}\n\n"
            + "data: [DONE]\n\n";

    private static FakeUpstream upstream;
    private static Lab lab;
    private static ExchangeRecord record;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.with(Client.CLAUDE.section(upstream.url()), upstream);
    }

    @AfterAll
    static void stop() {
        lab.close();
        upstream.close();
    }

    @Test
    void wholeAnswerPassesByteForByte() throws Exception {
        String body = "{ \"model\": \"nick\",\"prompt\":[\"a\"],\"suffix\":1.50}";
        String answer = "{ \"choices\":[{\"text\":\"x\"}],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}";
        upstream.enqueue(Reply.json(answer));

        RawHttpClient.Response response = post(body);

        RecordedRequest request = asked();
        assertThat(request.target()).isEqualTo(TARGET);
        assertThat(request.bodyText()).isEqualTo(body.replace("nick", "real-model"));
        assertThat(response.body().text()).isEqualTo(answer);
        assertThat(record.operation()).isEqualTo(Operation.COMPLETIONS);
        assertThat(record.usage()).isEqualTo(Usage.of(4, 2));
    }

    @Test
    void streamPassesByteForByte() throws Exception {
        upstream.enqueue(Reply.sseText(STREAM).inSlicesOf(7));

        RawHttpClient.Response response = post("{\"model\":\"m\",\"prompt\":\"a\",\"stream\":true}");

        assertThat(response.body().text()).isEqualTo(STREAM);
        assertThat(response.head().header("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(asked().bodyText()).isEqualTo("{\"model\":\"m\",\"prompt\":\"a\",\"stream\":true}");
        assertThat(record.stream()).isTrue();
        assertThat(record.usage()).isEqualTo(Usage.of(4, 2));
        assertThat(record.error()).isNull();
    }

    @Test
    void streamThatBreaksEndsWithAnError() throws Exception {
        upstream.enqueue(Reply.sseText(STREAM).closeAt(60));

        RawHttpClient.Response response = post("{\"model\":\"m\",\"prompt\":\"a\",\"stream\":true}");

        assertThat(response.body().text())
                .startsWith(STREAM.substring(0, 40))
                .contains("\"error\"")
                .doesNotContain("[DONE]");
        assertThat(record.error()).isNotNull();
    }

    @Test
    void streamAnsweredWholeIsHandedOnWhole() throws Exception {
        upstream.enqueue(Reply.json("{\"choices\":[{\"text\":\"x\"}]}"));

        RawHttpClient.Response response = post("{\"model\":\"m\",\"prompt\":\"a\",\"stream\":true}");

        assertThat(response.body().text()).isEqualTo("{\"choices\":[{\"text\":\"x\"}]}");
    }

    @Test
    void providerWithoutCompletionsIsRefusedClearly() throws Exception {
        RawHttpClient.Response response = post("{\"model\":\"model-claude\",\"prompt\":\"a\"}");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().json().path("error").path("message").asString())
                .contains("model-claude", "completions");
    }

    @Test
    void unknownModelIsNotFound() throws Exception {
        RawHttpClient.Response response = post("{\"model\":\"nobody\",\"prompt\":\"a\"}");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().json().path("error").path("code").asString()).isEqualTo("model_not_found");
    }

    /** What the upstream was asked last. */
    private static RecordedRequest asked() {
        List<RecordedRequest> requests = upstream.requests();
        return requests.get(requests.size() - 1);
    }

    private static RawHttpClient.Response post(String body) throws Exception {
        try (RawHttpClient client = lab.connect()) {
            RawHttpClient.Response response = client.post(TARGET, body).readResponse();
            record = lab.takeExchange();
            return response;
        }
    }
}
