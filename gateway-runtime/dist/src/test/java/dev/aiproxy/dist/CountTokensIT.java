package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts of tokens: the upstream's own in whatever format it counts, else an estimate that says so, never an error. */
final class CountTokensIT {
    private static final String CLAUDE = "/v1/messages/count_tokens";
    private static final String ESTIMATE = "x-ai-proxy-token-count";
    private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAYAAAA=";

    private static FormatLab providers;
    private static ExchangeRecord record;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(Map.of(
                Client.CHAT, List.of("gpt-5.2", "meta/llama-4"),
                Client.CLAUDE, List.of("claude-sonnet-4-5", "{id: claude-opus-4-5, alias: opus}"),
                Client.GEMINI, List.of("gemini-2.5-flash", "{id: gemini-3-pro, alias: three}")));
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @Test
    void claudesOwnCountPassesByteForByte() throws Exception {
        String body =
                "{ \"model\":\"claude-sonnet-4-5\", \"new_field\": 1.50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        providers.upstream().enqueue(Reply.json("{\"input_tokens\": 8, \"x\":[]}"));

        FormatLab.Answer answer =
                post(CLAUDE + "?beta=true", body, "anthropic-version: 2023-06-01", "anthropic-beta: token-counting-1");

        RecordedRequest request = asked();
        assertThat(request.target()).isEqualTo("/v1/messages/count_tokens?beta=true");
        assertThat(request.bodyText()).isEqualTo(body);
        assertThat(request.header("anthropic-beta")).contains("token-counting-1");
        assertThat(request.header("anthropic-version")).contains("2023-06-01");
        assertThat(answer.body()).isEqualTo("{\"input_tokens\": 8, \"x\":[]}");
        assertThat(answer.header(ESTIMATE)).isEmpty();
        assertThat(record.operation()).isEqualTo(Operation.COUNT_TOKENS);
        assertThat(record.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void geminisOwnCountNamesTheUpstreamsModelEverywhere() throws Exception {
        providers.upstream().enqueue(Reply.json("{\"totalTokens\": 7}"));

        FormatLab.Answer answer = post(
                "/v1beta/models/three:countTokens",
                "{\"generateContentRequest\": {\"model\": \"models/three\", \"contents\": [{\"parts\": [{\"text\": \"Hi\"}]}]}}");

        RecordedRequest request = asked();
        assertThat(request.target()).isEqualTo("/v1beta/models/gemini-3-pro:countTokens");
        assertThat(request.bodyText())
                .isEqualTo(
                        "{\"generateContentRequest\": {\"model\": \"models/gemini-3-pro\", \"contents\": [{\"parts\": [{\"text\": \"Hi\"}]}]}}");
        assertThat(answer.body()).isEqualTo("{\"totalTokens\": 7}");
    }

    @Test
    void aliasIsReplacedForClaude() throws Exception {
        providers.upstream().enqueue(Reply.json("{\"input_tokens\":8}"));

        post(CLAUDE, claude("opus", ""));

        assertThat(asked().json().path("model").asString()).isEqualTo("claude-opus-4-5");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/meta/llama-4:countTokens",
        "/v1beta/models/meta%2Fllama-4:countTokens",
        "/v1/models/gpt-5.2:countTokens"
    })
    void providerThatDoesNotCountIsNotAsked(String target) throws Exception {
        int before = providers.upstream().requestCount();

        FormatLab.Answer answer = post(target, Client.GEMINI.body("", false));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("totalTokens").asInt()).isBetween(5, 12);
        assertThat(answer.header(ESTIMATE)).isEqualTo("estimate");
        assertThat(providers.upstream().requestCount()).isEqualTo(before);
        assertThat(record.status()).isEqualTo(200);
    }

    @Test
    void estimateCountsToolsImagesAndEveryTurn() throws Exception {
        long words = estimate("gpt-5.2", "");
        long tools = estimate(
                "gpt-5.2",
                ",\"tools\":[{\"name\":\"f\",\"description\":\"does it\",\"input_schema\":{\"type\":\"object\"}}]");
        long system = estimate("gpt-5.2", ",\"system\":\"Be brief.\"");
        FormatLab.Answer image = post(CLAUDE, """
                {"model":"gpt-5.2","messages":[{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"image",\
                "source":{"type":"base64","media_type":"image/png","data":"%s"}}]}]}""".formatted(PIXEL));

        assertThat(tools).isGreaterThan(words + 10);
        assertThat(system).isGreaterThan(words);
        assertThat(json(image).path("input_tokens").asLong()).isEqualTo(words + 1024 * 768 / 750);
    }

    private static long estimate(String model, String further) throws Exception {
        FormatLab.Answer answer = post(CLAUDE, claude(model, further));
        assertThat(answer.header(ESTIMATE)).as(answer.body()).isEqualTo("estimate");
        return json(answer).path("input_tokens").asLong();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                        Reply.json(
                                404,
                                "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model\"}}"),
                        Reply.json(400, "{\"error\":{\"message\":\"no\"}}"),
                        Reply.json(401, "{\"error\":{\"message\":\"no key\"}}"),
                        Reply.json(429, "{\"error\":{\"message\":\"slow down\"}}")
                                .header("Retry-After", "1"),
                        Reply.json(500, "{}"),
                        Reply.json("{\"unexpected\":true}"),
                        Reply.json("no json"),
                        Reply.closeWithoutReply())
                .flatMap(reply ->
                        Stream.of("claude-sonnet-4-5", "gemini-2.5-flash").map(model -> Arguments.of(model, reply)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void upstreamThatFailsToCountIsReplacedByAnEstimate(String model, Reply reply) throws Exception {
        boolean translated = model.startsWith("gemini");
        providers.upstream().respond(request -> reply);

        FormatLab.Answer answer = translated
                ? post(CLAUDE, claude(model, ""))
                : post("/v1beta/models/" + model + ":countTokens", Client.GEMINI.body("", false));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header(ESTIMATE)).isEqualTo("estimate");
        assertThat(json(answer)
                        .path(translated ? "input_tokens" : "totalTokens")
                        .asInt())
                .isPositive();
    }

    @Test
    void failedCountSaysNothingOfTheModel() throws Exception {
        FakeUpstream upstream = FakeUpstream.start();
        upstream.respond(request -> request.target().contains("count")
                ? Reply.json(404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"x\"}}")
                : MinimalAnswers.to(request));
        String model = Client.CLAUDE.model();

        try (upstream;
                TestGateway cooling = Lab.builder()
                        .config(Client.CLAUDE.section(upstream.url()))
                        .start()) {
            for (int i = 0; i < 3; i++) {
                try (RawHttpClient http = RawHttpClient.connect(cooling.url())) {
                    var count = http.post(CLAUDE, claude(model, "")).readResponse();
                    assertThat(count.head().header(ESTIMATE)).contains("estimate");
                }
                assertThat(Client.CLAUDE.ask(cooling.url(), model, false).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void unknownModelIsNotFoundInTheClientsFormat() throws Exception {
        FormatLab.Answer claude = post(CLAUDE, claude("gpt-5.3", ""));
        FormatLab.Answer gemini = post("/v1beta/models/nobody:countTokens", Client.GEMINI.body("", false));

        assertThat(List.of(claude.status(), gemini.status())).containsOnly(404);
        assertThat(json(claude).path("error").path("type").asString()).isEqualTo("not_found_error");
        assertThat(json(claude).path("error").path("message").asString()).contains("gpt-5.2");
        assertThat(json(gemini).path("error").path("status").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void conversationThatCannotBeReadIsRefused() throws Exception {
        FormatLab.Answer answer = post(CLAUDE, "{\"model\":\"gpt-5.2\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("error").path("type").asString()).isEqualTo("invalid_request_error");
    }

    private static String claude(String model, String further) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + further + "}";
    }

    private static FormatLab.Answer post(String target, String body, String... headers) throws Exception {
        FormatLab.Answer answer = providers.post(target, body, headers);
        record = providers.takeExchange();
        return answer;
    }

    /** What the upstream was asked last. */
    private static RecordedRequest asked() {
        List<RecordedRequest> requests = providers.upstream().requests();
        return requests.get(requests.size() - 1);
    }

    private static JsonNode json(FormatLab.Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
