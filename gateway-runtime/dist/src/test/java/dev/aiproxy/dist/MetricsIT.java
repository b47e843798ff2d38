package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Numbers and lists that operators see tell what happened, and no secret. */
final class MetricsIT {
    private static final String BEGUN = ChatText.role("c-1") + ChatText.words("c-1", "Hello");
    private static final String SECRETS = """
            admin-key: canary-admin
            api-keys: [{ key: canary-client, name: ci }]
            """;
    private static final String ADMIN = "Authorization: Bearer canary-admin";
    private static final String CLIENT = "Authorization: Bearer canary-client";

    @Test
    void metricsEqualAnIndependentCountOfWhatHappened() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                Lab lab = Lab.of(upstream)) {
            List<ExchangeRecord> seen = script(upstream, lab);

            JsonNode metrics = get(lab, "/admin/metrics").body().json();
            assertThat(sum(metrics, "aiproxy.requests[", "")).isEqualTo(5).isEqualTo(seen.size());
            assertThat(sum(metrics, "aiproxy.requests[", "status=499]")).isEqualTo(1);
            assertThat(sum(metrics, "aiproxy.requests[", "status=404]")).isEqualTo(1);
            assertThat(sum(metrics, "aiproxy.attempts[", "")).isEqualTo(upstream.requestCount());
            assertThat(sum(metrics, "aiproxy.errors[", "")).isEqualTo(matching(seen, each -> each.error() != null));
            assertThat(sum(metrics, "aiproxy.errors[", "CLIENT_CLOSED]")).isEqualTo(1);
            assertThat(sum(metrics, "aiproxy.tokens[", "type=input]"))
                    .isEqualTo(total(seen, each -> orZero(each.usage().inputTokens())));
            assertThat(sum(metrics, "aiproxy.tokens[", "type=output]"))
                    .isEqualTo(total(seen, each -> orZero(each.usage().outputTokens())));
            assertThat(sum(metrics, "aiproxy.open.", "")).isZero();
            assertThat(get(lab, "/metrics").body().text()).contains("aiproxy_requests_total{");
            assertThat(get(lab, "/admin/requests").body().json().path("requests"))
                    .hasSize(5);
        }
    }

    /** A whole answer, a stream, one that breaks, one whose client leaves, and a model that nobody knows. */
    private static List<ExchangeRecord> script(FakeUpstream upstream, Lab lab) throws Exception {
        List<ExchangeRecord> seen = new ArrayList<>();
        upstream.enqueue(
                Reply.json(ChatText.answer("a", "Hello")),
                Reply.sseText(ChatText.stream("b", "Hello")),
                Reply.sseText(BEGUN + BEGUN).resetAt(BEGUN.length()),
                Reply.sseText(BEGUN + BEGUN).stallAt(BEGUN.length()));
        lab.post(ChatText.request("m"));
        seen.add(lab.takeExchange());
        lab.post(ChatText.streamRequest("m"));
        seen.add(lab.takeExchange());
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            seen.add(lab.takeExchange());
        }
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            client.readHead();
        }
        seen.add(lab.takeExchange());
        lab.post(ChatText.request("nobody-knows"));
        seen.add(lab.takeExchange());
        return seen;
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

    private static long sum(JsonNode metrics, String start, String end) {
        return metrics.properties().stream()
                .filter(metric ->
                        metric.getKey().startsWith(start) && metric.getKey().endsWith(end))
                .mapToLong(metric -> metric.getValue().asLong())
                .sum();
    }

    private static long matching(List<ExchangeRecord> seen, Predicate<ExchangeRecord> condition) {
        return seen.stream().filter(condition).count();
    }

    private static long total(List<ExchangeRecord> seen, ToLongFunction<ExchangeRecord> figure) {
        return seen.stream().mapToLong(figure).sum();
    }

    private static long orZero(Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
