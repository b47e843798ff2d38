package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many clients there are, each gets its own answer. */
final class ConcurrencyIT {
    private static final int REQUESTS_EACH = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void everyClientGetsItsOwnAnswers(int clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (FakeUpstream upstream = FakeUpstream.start().respond(ConcurrencyIT::reply);
                Lab lab = Lab.of(upstream)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                String name = "client-" + client;
                work.add(() -> converse(lab, name));
            }
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(REQUESTS_EACH);
            }
            assertThat(recordedIds(lab, clients * REQUESTS_EACH)).hasSize(clients * REQUESTS_EACH);
            assertThat(upstream.problems()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Reply reply(RecordedRequest request) {
        String id = request.json().path("user").asString();
        return request.json().path("stream").asBoolean()
                ? Reply.sseText(stream(id)).inSlicesOf(97)
                : Reply.json(ChatText.answer(id, "for " + id));
    }

    private static String stream(String id) {
        return ChatText.stream(id, "for ", id, " only");
    }

    private static int converse(Lab lab, String name) throws IOException {
        int answered = 0;
        try (RawHttpClient client = lab.connect()) {
            for (int i = 0; i < REQUESTS_EACH; i++) {
                String id = name + "-" + i;
                boolean stream = (i + name.length()) % 2 == 0;
                String body = "{\"user\":\"%s\",\"stream\":%b,\"model\":\"m\",\"messages\":[]}".formatted(id, stream);

                String answer = client.post(Lab.CHAT, body, "x-request-id: " + id)
                        .readResponse()
                        .body()
                        .text();

                assertThat(answer).isEqualTo(stream ? stream(id) : ChatText.answer(id, "for " + id));
                answered++;
            }
        }
        return answered;
    }

    private static Set<String> recordedIds(Lab lab, int count) throws InterruptedException {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            ids.add(lab.takeExchange().requestId());
        }
        return ids;
    }
}
