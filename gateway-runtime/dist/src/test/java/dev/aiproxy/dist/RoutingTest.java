package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked beyond the first key of the model: fallbacks, affinity, hedging, discovered models. */
final class RoutingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FAIL = "{\"error\":{\"message\":\"down\"}}";

    @TempDir
    private Path folder;

    private FakeUpstream first;
    private FakeUpstream second;

    @BeforeEach
    void start() {
        first = answering("1");
        second = answering("2");
    }

    private static FakeUpstream answering(String id) {
        return FakeUpstream.start()
                .respond(request -> request.bodyText().contains("\"stream\":true")
                        ? Reply.sseText(ChatText.stream(id, "Hello"))
                        : Reply.json(ChatText.answer(id, "Hello")));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private Keys twoModels(String settings) throws Exception {
        return Keys.configured(
                folder,
                settings
                        + "openai-api-key:\n"
                        + Keys.entry(0, first, "models: [{id: big-1, alias: big}]")
                        + Keys.entry(1, second, "models: [{id: small-1, alias: small}]"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fallbackAnswersWhenNobodyElseCan(boolean stream) throws Exception {
        first.always(Reply.json(500, FAIL));
        try (Keys keys = twoModels("fallbacks: {big: [small]}\n")) {
            String request = stream ? ChatText.streamRequest("big") : ChatText.request("big");

            assertThat(keys.post(request).status()).isEqualTo(200);
            assertThat(keys.post(request).status())
                    .as("while the first one cools")
                    .isEqualTo(200);
        }
        assertThat(first.requestCount()).isEqualTo(1);
        assertThat(second.takeRequest().json().path("model").asString()).isEqualTo("small-1");
    }

    @Test
    void faultOfTheRequestIsNotTakenToAFallback() throws Exception {
        first.always(Reply.json(400, FAIL));
        try (Keys keys = twoModels("fallbacks: {big: [small]}\n")) {
            assertThat(keys.post(ChatText.request("big")).status()).isEqualTo(400);
        }
        assertThat(second.requestCount()).isZero();
    }

    @Test
    void clientsOwnListOfModelsIsTriedInItsOrderAndKeptBack() throws Exception {
        first.always(Reply.json(500, FAIL));
        try (Keys keys = twoModels("")) {
            Response response = keys.post(
                    ChatText.request("big").replace("{\"model\"", "{\"models\":[\"big\",\"small\"],\"model\""));

            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(first.takeRequest().json().has("models")).isFalse();
        RecordedRequest taken = second.takeRequest();
        assertThat(taken.json().path("model").asString()).isEqualTo("small-1");
        assertThat(taken.json().has("models")).isFalse();
    }

    @Test
    void listThatNamesOthersModelsIsTheUpstreamsBusiness() throws Exception {
        try (Keys keys = twoModels("")) {
            keys.post(ChatText.request("big").replace("{\"model\"", "{\"models\":[\"big\",\"elsewhere\"],\"model\""));
        }
        assertThat(first.takeRequest().json().path("models")).hasSize(2);
    }

    @Test
    void clientMayLearnWhoAnswered() throws Exception {
        first.enqueue(Reply.json(500, FAIL));
        try (Keys keys = twoModels("fallbacks: {big: [small]}\n")) {
            Response told = keys.post(ChatText.request("big"), "X-Debug: true");
            Response silent = keys.post(ChatText.request("small"));

            assertThat(told.head().header("x-ai-proxy-provider")).hasValue("openai");
            assertThat(told.head().header("x-ai-proxy-model")).hasValue("small-1");
            assertThat(told.head().header("x-ai-proxy-attempts")).hasValue("2");
            assertThat(silent.head().header("x-ai-proxy-provider")).isEmpty();
        }
    }

    @Test
    void conversationStaysWithItsKeyWhileThatIsHealthy() throws Exception {
        try (Keys keys = Keys.of(folder, "routing: {session-affinity: true}\n", first, second)) {
            List<String> requests = List.of(
                    said("one"),
                    said("two"),
                    with("\"prompt_cache_key\":\"k\""),
                    with("\"metadata\":{\"user_id\":\"u\"}"));
            for (String request : requests) {
                List<Integer> counts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int before = first.requestCount();
                    keys.post(request);
                    counts.add(first.requestCount() - before);
                }
                assertThat(counts).as(request).containsOnly(counts.get(0));
            }
            assertThat(first.requestCount()).as("conversations are spread").isBetween(4, 12);
        }
    }

    @Test
    void sessionHeaderNamesTheConversation() throws Exception {
        try (Keys keys = Keys.of(folder, "routing: {session-affinity: true}\n", first, second)) {
            for (int i = 0; i < 6; i++) {
                keys.post(said("turn " + i), "X-Session-Id: s1");
            }
        }
        assertThat(List.of(first.requestCount(), second.requestCount())).containsExactlyInAnyOrder(0, 6);
    }

    @Test
    void conversationMovesWhenItsKeyFailsAndStaysThere() throws Exception {
        try (Keys keys = Keys.of(folder, "routing: {session-affinity: true}\n", first, second)) {
            keys.post(said("one"));
            assertThat(first.requestCount()).isEqualTo(1);
            first.enqueue(Reply.json(500, FAIL));

            keys.post(said("one"));
            keys.clock().advance(Duration.ofMinutes(1));
            keys.post(said("one"));

            assertThat(first.requestCount()).isEqualTo(2);
            assertThat(second.requestCount()).isEqualTo(2);
        }
    }

    private static String said(String text) {
        return ChatText.request("m").replace("Hi", text);
    }

    private static String with(String member) {
        return ChatText.request("m").replace("{\"model\"", "{" + member + ",\"model\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondKeyIsAskedBesideASilentOne(boolean stream) throws Exception {
        Gate gate = new Gate();
        first.enqueue(Reply.json(ChatText.answer("1", "late")).gateBeforeHead(gate));
        try (Keys keys = Keys.of(folder, "routing: {strategy: fill-first, hedge-after: 20ms}\n", first, second)) {
            Response response = keys.post(stream ? ChatText.streamRequest("m") : ChatText.request("m"));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body().text()).contains("Hello").doesNotContain("late");
            first.takeRequest().awaitPeerLeft(PATIENCE);
            assertThat(keys.gateway().takeExchange(PATIENCE).credential()).isEqualTo("key-1");
            gate.open();
            keys.post(ChatText.request("m"));
        }
        assertThat(first.requestCount()).as("the loser's health is what it was").isEqualTo(2);
    }

    @Test
    void slowKeyWinsIfItsCompanionFails() throws Exception {
        Gate gate = new Gate();
        first.enqueue(Reply.json(ChatText.answer("1", "late")).gateBeforeHead(gate));
        second.respond(request -> {
            gate.open();
            return Reply.json(500, FAIL);
        });
        try (Keys keys = Keys.of(folder, "routing: {strategy: fill-first, hedge-after: 20ms}\n", first, second)) {
            assertThat(keys.post(ChatText.request("m")).body().text()).contains("late");
        }
        assertThat(first.requestCount()).isEqualTo(1);
    }

    @Test
    void blanksKeepAWaitingClientAndAnErrorAfterThemIsInTheBody() throws Exception {
        Gate gate = new Gate();
        first.enqueue(Reply.json(400, FAIL).gateBeforeHead(gate));
        try (Keys keys = Keys.of(folder, "non-stream-keepalive-secs: 500ms\n", first);
                RawHttpClient client = keys.connect()) {
            Keys.begin(client, ChatText.request("m"));
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.readBytes(1)).containsExactly(' ');
            gate.open();

            assertThat(client.readBody().text()).contains("\"error\"", "down");
            assertThat(keys.gateway().takeExchange(PATIENCE).status()).isEqualTo(200);
        }
    }

    @Test
    void answerMayFollowBlanks() throws Exception {
        Gate gate = new Gate();
        first.enqueue(Reply.json(ChatText.answer("1", "Hello")).gateBeforeHead(gate));
        try (Keys keys = Keys.of(folder, "non-stream-keepalive-secs: 500ms\n", first);
                RawHttpClient client = keys.connect()) {
            Keys.begin(client, ChatText.request("m"));
            client.readHead();
            client.readBytes(1);
            gate.open();

            assertThat(client.readBody().text().strip()).isEqualTo(ChatText.answer("1", "Hello"));
        }
    }

    @Test
    void providersAreAskedForTheirModelsInTheBackground() throws Exception {
        first.respond(request -> request.target().equals("/v1/models")
                ? Reply.json("{\"object\":\"list\",\"data\":[{\"id\":\"fine-tuned\"},{\"id\":\"old-one\"}]}")
                : Reply.json(ChatText.answer("1", "Hello")));
        String yaml = "openai-api-key:\n" + Keys.entry(0, first, "prefix: a/, excluded-models: [\"old-*\"]")
                + Keys.entry(1, second, "discover-models: false");
        try (Keys keys = Keys.configured(folder, yaml)) {
            await().untilAsserted(() ->
                    assertThat(listed(keys)).contains("a/fine-tuned").doesNotContain("old-one"));
            assertThat(keys.post(ChatText.request("fine-tuned")).status()).isEqualTo(200);

            first.respond(request -> Reply.json(500, "{}"));
            int asked = first.requestCount();
            keys.clock().advance(Duration.ofMinutes(11));
            await().until(() -> first.requestCount() > asked);
            assertThat(listed(keys)).contains("a/fine-tuned");
        }
        assertThat(first.takeRequest().header("authorization")).hasValue("Bearer k0");
        assertThat(second.requestCount()).isZero();
    }

    @Test
    void providerThatNeverTellsItsModelsHoldsUpNobody() throws Exception {
        first.respond(request ->
                request.target().equals("/v1/models") ? Reply.never() : Reply.json(ChatText.answer("1", "Hello")));
        try (Keys keys = Keys.configured(folder, "openai-api-key:\n" + Keys.entry(0, first, "weight: 1"))) {
            assertThat(keys.post(ChatText.request("gpt-any")).status()).isEqualTo(200);
        }
    }

    private static String listed(Keys keys) throws Exception {
        return keys.get("/v1/models").body().text();
    }
}
