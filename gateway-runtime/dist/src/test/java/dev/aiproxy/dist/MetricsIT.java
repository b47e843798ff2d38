package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Numbers and lists that operators see tell what happened, and no secret. */
final class MetricsIT {
    private static final String BEGUN = ChatText.role("c-1") + ChatText.words("c-1", "Hello");
    private static final String SECRETS = """
            admin-key: canary-admin
            api-keys: [{ key: canary-client, name: ci }]
            """;
    private static final String COUNTED = "api-keys: [k]\nbody-limit-mb: 1\necho:\n";
    private static final String KEY = "Authorization: Bearer k";
    private static final String ADMIN = "Authorization: Bearer canary-admin";
    private static final String CLIENT = "Authorization: Bearer canary-client";

    private final Ledger ledger = new Ledger();

    /** What the test itself saw, and what its upstreams were asked. */
    private static final class Ledger {
        final Map<Integer, Integer> requests = new TreeMap<>();
        int routed;
        int errors;
        int retries;
        int input;
        int output;
        int refused;

        /** The client was answered by a provider. */
        void routed(int status) {
            requests.merge(status, 1, Integer::sum);
            routed++;
            errors += status < 400 ? 0 : 1;
        }

        /** The client was answered by the gateway. */
        void answered(int status) {
            requests.merge(status, 1, Integer::sum);
            errors += status < 400 ? 0 : 1;
            refused += status < 400 ? 0 : 1;
        }

        void tokens(int in, int out) {
            input += in;
            output += out;
        }
    }

    @Test
    void metricsEqualAnIndependentCountOfWhatHappened() throws Exception {
        try (FakeUpstream first = FakeUpstream.start();
                FakeUpstream second = FakeUpstream.start();
                Lab lab = Lab.with(COUNTED, first, second)) {
            whole(lab, first);
            leaving(lab, first);
            failing(lab, first, second);
            otherOperations(lab, first);
            refused(lab);

            await().untilAsserted(
                            () -> compare(get(lab, "/admin/metrics").body().json(), first, second));
            String text = get(lab, "/metrics").body().text();
            assertThat(exposed(text, "aiproxy_requests_total{")).isEqualTo(total(ledger.requests));
            assertThat(exposed(text, "aiproxy_errors_total{")).isEqualTo(ledger.errors);
            assertThat(exposed(text, "gen_ai_server_request_duration_seconds_count{"))
                    .isEqualTo(ledger.routed);
            JsonNode last = get(lab, "/admin/requests").body().json();
            assertThat(last.path("requests")).hasSize(ledger.routed);
            assertThat(last.path("refused")).hasSize(ledger.refused);
        }
    }

    private void compare(JsonNode metrics, FakeUpstream first, FakeUpstream second) {
        ledger.requests.forEach(
                (status, count) -> assertThat(sum(metrics, "aiproxy.requests[", "status=" + status + "]"))
                        .as("status %s", status)
                        .isEqualTo(count.longValue()));
        assertThat(sum(metrics, "aiproxy.requests[", "")).isEqualTo(total(ledger.requests));
        assertThat(sum(metrics, "aiproxy.requests[", "status=401]"))
                .isEqualTo(sum(metrics, "aiproxy.errors[", "error.type=UNAUTHENTICATED"))
                .isEqualTo(2);
        assertThat(sum(metrics, "aiproxy.errors[", "")).isEqualTo(ledger.errors);
        assertThat(sum(metrics, "aiproxy.errors[", "error.type=CLIENT_CLOSED")).isEqualTo(2);
        assertThat(sum(metrics, "aiproxy.attempts[", "credential=key-1,")).isEqualTo(first.requestCount());
        assertThat(sum(metrics, "aiproxy.attempts[", "credential=key-2,")).isEqualTo(second.requestCount());
        assertThat(sum(metrics, "aiproxy.attempts[", "provider.name=echo,")).isEqualTo(1);
        assertThat(sum(metrics, "aiproxy.attempts[", "status=499]")).isEqualTo(2);
        assertThat(sum(metrics, "aiproxy.attempts[", "status=503]")).isEqualTo(2);
        assertThat(sum(metrics, "aiproxy.retries[", "")).isEqualTo(ledger.retries);
        assertThat(sum(metrics, "aiproxy.tokens[", "type=input]")).isEqualTo(ledger.input);
        assertThat(sum(metrics, "aiproxy.tokens[", "type=output]")).isEqualTo(ledger.output);
        assertThat(sum(metrics, "aiproxy.cooldowns[", "")).isZero();
        assertThat(sum(metrics, "aiproxy.open.", "")).isZero();
        assertThat(sum(metrics, "aiproxy.metrics.dropped", "")).isZero();
    }

    private void whole(Lab lab, FakeUpstream upstream) throws IOException {
        upstream.enqueue(
                Reply.json(ChatText.answer("a", "Hello")),
                Reply.sseText(ChatText.role("b")
                        + ChatText.words("b", "Hello")
                        + ChatText.finish("b")
                        + ChatText.usage("b", 3, 2)
                        + ChatText.DONE));
        ledger.routed(lab.post(ChatText.request("m"), KEY).status());
        ledger.tokens(7, 5);
        ledger.routed(lab.post(ChatText.usageStreamRequest("m"), KEY).status());
        ledger.tokens(3, 2);
    }

    /** A stream that breaks in the middle, one whose client leaves there, and a client that leaves before anything came. */
    private void leaving(Lab lab, FakeUpstream upstream) throws Exception {
        upstream.enqueue(
                Reply.sseText(BEGUN + BEGUN).resetAt(BEGUN.length()),
                Reply.sseText(BEGUN + BEGUN).stallAt(BEGUN.length()),
                Reply.never());
        try (RawHttpClient client = lab.connect()) {
            ledger.routed(client.post(Lab.CHAT, ChatText.streamRequest("m"), KEY)
                    .readResponse()
                    .status());
            ledger.errors++;
        }
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"), KEY).readHead();
            client.nextEvent();
        }
        ledger.routed(499);
        try (RawHttpClient client = lab.connect()) {
            int asked = upstream.requestCount();
            client.post(Lab.CHAT, ChatText.request("m"), KEY);
            await().until(() -> upstream.requestCount() > asked);
        }
        ledger.routed(499);
    }

    private void failing(Lab lab, FakeUpstream first, FakeUpstream second) throws IOException {
        Reply overloaded = Reply.json(503, "{\"error\":{\"message\":\"later\"}}");
        first.enqueue(Reply.json(500, "{\"error\":{\"message\":\"broken\"}}"), overloaded);
        second.enqueue(Reply.json(ChatText.answer("c", "Hello")), overloaded);
        ledger.routed(lab.post(ChatText.request("m"), KEY).status());
        ledger.tokens(7, 5);
        ledger.routed(lab.post(ChatText.request("m"), KEY).status());
        ledger.retries += 2;

        first.enqueue(Reply.json(400, "{\"error\":{\"message\":\"no\"}}"));
        ledger.routed(lab.post(ChatText.request("m"), KEY).status());
        ledger.routed(lab.post(ChatText.request("nobody-knows"), KEY).status());
    }

    private void otherOperations(Lab lab, FakeUpstream upstream) throws IOException {
        upstream.enqueue(Reply.json("""
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"model":"m",\
                "usage":{"prompt_tokens":4,"total_tokens":4}}"""));
        ledger.routed(post(lab, "/v1/embeddings", "{\"model\":\"m\",\"input\":\"Hi\"}", KEY));
        ledger.tokens(4, 0);
        ledger.routed(
                post(lab, "/v1/messages/count_tokens", ChatText.request("m"), KEY, "anthropic-version: 2023-06-01"));
        ledger.routed(post(lab, Lab.CHAT, ChatText.request("echo"), KEY));
        ledger.tokens(1, 1);
        ledger.answered(get(lab, "/v1/models", KEY).status());
    }

    /** What is refused before anybody asks who serves it. */
    private void refused(Lab lab) throws IOException {
        ledger.answered(post(lab, Lab.CHAT, ChatText.request("m"), "Authorization: Bearer wrong"));
        ledger.answered(post(lab, Lab.CHAT, ChatText.request("m")));
        ledger.answered(post(lab, "/v1/nothing", "{}", KEY));
        ledger.answered(post(lab, Lab.CHAT, "{\"model\":", KEY));
        ledger.answered(get(lab, Lab.CHAT, KEY).status());
        ledger.answered(get(lab, "/v1/models?key=leaks", KEY).status());
        ledger.answered(head(lab, "content-type: application/json\r\ncontent-length: 1048577"));
        ledger.answered(head(lab, "content-type: text/plain\r\ncontent-length: 2"));
        assertThat(ledger.requests).containsOnlyKeys(200, 400, 401, 404, 405, 413, 415, 499, 503);
    }

    /** A request whose body is not waited for. */
    private static int head(Lab lab, String headers) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            client.send("POST " + Lab.CHAT + " HTTP/1.1\r\nhost: x\r\n" + KEY + "\r\n" + headers + "\r\n\r\n");
            return client.readResponse().status();
        }
    }

    @Test
    void cooldownsAreCountedWhereTheyBegin() throws Exception {
        try (FakeUpstream first = FakeUpstream.start();
                FakeUpstream second = FakeUpstream.start();
                Lab lab = Lab.with("request-retry: 1\nretry:\n  cooldown: true\n", first, second)) {
            first.enqueue(Reply.json(503, "{\"error\":{\"message\":\"later\"}}"));
            second.always(Reply.json(ChatText.answer("c", "Hello")));
            lab.post(ChatText.request("m"));
            lab.post(ChatText.request("m"));

            await().untilAsserted(() -> {
                JsonNode metrics = get(lab, "/admin/metrics").body().json();
                assertThat(sum(metrics, "aiproxy.cooldowns[", "credential=key-1]"))
                        .isEqualTo(1);
                assertThat(sum(metrics, "aiproxy.cooldowns[", "")).isEqualTo(1);
                assertThat(sum(metrics, "aiproxy.cooling", "")).isEqualTo(1);
                assertThat(sum(metrics, "aiproxy.attempts[", "credential=key-1,"))
                        .isEqualTo(first.requestCount());
                assertThat(sum(metrics, "aiproxy.attempts[", "credential=key-2,"))
                        .isEqualTo(second.requestCount());
            });
        }
    }

    /** Nobody was asked, so there is no name but the client's. */
    @Test
    void requestForAnAliasWhoseCredentialIsCoolingDoesNotCountAsOther() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                TestGateway gateway =
                        Lab.builder().config("""
                        request-retry: 0
                        openai-compatibility:
                          - api-key: k
                            name: team a
                            prefix: team/
                            base-url: %s
                            models: [{ id: up-e500, alias: gpt-nice }]
                          - { api-key: l, name: team_a, base-url: "%1$s", models: [up-e500] }
                        """.formatted(upstream.url())).start()) {
            upstream.always(Reply.json(500, "{\"error\":{\"message\":\"later\"}}"));
            for (String model : List.of("gpt-nice", "gpt-nice", "team/gpt-nice", "up-e500", "made-up")) {
                Client.CHAT.ask(gateway.url(), model, false);
            }

            await().untilAsserted(() -> {
                JsonNode metrics = metrics(gateway);
                assertThat(requests(metrics, "up-e500", "team a", 500)).isEqualTo(1);
                assertThat(requests(metrics, "up-e500", "team_a", 500)).isEqualTo(1);
                assertThat(requests(metrics, "gpt-nice", "none", 503)).isEqualTo(1);
                assertThat(requests(metrics, "team/gpt-nice", "none", 503)).isEqualTo(1);
                assertThat(requests(metrics, "other", "none", 404)).isEqualTo(1);
                assertThat(sum(metrics, "aiproxy.requests[", "")).isEqualTo(5);
            });
        }
    }

    private static long requests(JsonNode metrics, String model, String credential, int status) {
        return sum(
                metrics,
                "aiproxy.requests[",
                "gen_ai.request.model=" + model + ",credential=" + credential + ",status=" + status + "]");
    }

    private static JsonNode metrics(TestGateway gateway) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.get("/admin/metrics").readResponse().body().json();
        }
    }

    @Test
    void whatIsUnderWayShowsAsLongAsItIs() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                Lab lab = Lab.of(upstream)) {
            upstream.enqueue(
                    Reply.sseText(BEGUN + BEGUN).stallAt(BEGUN.length()), Reply.json(ChatText.answer("a", "b")));
            try (RawHttpClient client = lab.connect()) {
                client.post(Lab.CHAT, ChatText.streamRequest("m")).readHead();
                client.nextEvent();
                lab.post(ChatText.request("m"));

                await().untilAsserted(() -> {
                    JsonNode metrics = get(lab, "/admin/metrics").body().json();
                    assertThat(metrics.path("aiproxy.open.streams").asInt()).isEqualTo(1);
                    assertThat(metrics.path("aiproxy.open.exchanges").asInt()).isEqualTo(1);
                    assertThat(sum(metrics, "http.client.open_connections[", "http.connection.state=active]"))
                            .isEqualTo(1);
                    assertThat(sum(metrics, "http.client.open_connections[", "http.connection.state=idle]"))
                            .isEqualTo(1);
                    assertThat(sum(metrics, "aiproxy.upstream.waiting[", "server.port=" + upstream.port() + "]"))
                            .isZero();
                    assertThat(metrics.path("aiproxy.event_loop.lag")
                                    .path("count")
                                    .asInt())
                            .isPositive();
                });
            }
            await().untilAsserted(() -> {
                JsonNode metrics = get(lab, "/admin/metrics").body().json();
                assertThat(sum(metrics, "aiproxy.open.", "")).isZero();
                assertThat(sum(metrics, "http.client.open_connections[", "http.connection.state=active]"))
                        .isZero();
            });
        }
    }

    @Test
    void noSecretIsShownAnywhere() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                Lab lab = Lab.with(SECRETS, upstream)) {
            upstream.enqueue(Reply.json(ChatText.answer("a", "Hello")));
            lab.post(ChatText.request("m"), CLIENT);
            String error =
                    lab.post(ChatText.request("nobody-knows"), CLIENT).body().text();
            String refused = lab.post(ChatText.request("m"), "Authorization: Bearer canary-wrong")
                    .body()
                    .text();

            StringBuilder shown = new StringBuilder(error).append(refused);
            for (String path : List.of(
                    "/metrics",
                    "/admin/metrics",
                    "/admin/config",
                    "/admin/models",
                    "/admin/credentials",
                    "/admin/requests",
                    "/admin/plugins")) {
                RawHttpClient.Response response = get(lab, path, ADMIN);
                assertThat(response.status()).as(path).isEqualTo(200);
                shown.append(response.body().text());
                assertThat(get(lab, path).status()).as(path).isEqualTo(403);
                assertThat(get(lab, path, CLIENT).status()).as(path).isEqualTo(403);
            }
            assertThat(shown).doesNotContain("canary").doesNotContain(Lab.UPSTREAM_SECRET);
            assertThat(shown).contains("\"key\":\"ci\"");
        }
    }

    private static RawHttpClient.Response get(Lab lab, String path, String... headers) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            return client.get(path, headers).readResponse();
        }
    }

    private static int post(Lab lab, String path, String body, String... headers) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            return client.post(path, body, headers).readResponse().status();
        }
    }

    private static long sum(JsonNode metrics, String start, String part) {
        return metrics.properties().stream()
                .filter(metric ->
                        metric.getKey().startsWith(start) && metric.getKey().contains(part))
                .mapToLong(metric -> metric.getValue().asLong())
                .sum();
    }

    private static long exposed(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int total(Map<Integer, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
