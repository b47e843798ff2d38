package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A format that is dropped in, Ollama's, reaches all others, and they reach it. */
final class OllamaMatrixIT {
    private static final String MODEL = "llava:7b";
    private static final String QUESTION = """
            {"model":"%s",%s"options":{"num_predict":50},"messages":[{"role":"system","content":"Be brief."},\
            {"role":"user","content":"What is this?","images":["IMAGE"]}],\
            "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}]}""".replace("IMAGE", OllamaSide.IMAGE);
    private static final List<String> LINES = List.of(
            "{\"model\":\"m\",\"created_at\":\"2025-07-07T20:22:19Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\","
                    + "\"thinking\":\"Hm.\"},\"done\":false}",
            "{\"model\":\"m\",\"created_at\":\"2025-07-07T20:22:19Z\",\"message\":{\"role\":\"assistant\",\"content\":\"Rain ☂\"},"
                    + "\"done\":false}",
            "{\"model\":\"m\",\"created_at\":\"2025-07-07T20:22:19Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\","
                    + "\"tool_calls\":[{\"function\":{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Rome\"}}}]},\"done\":false}",
            "{\"model\":\"m\",\"created_at\":\"2025-07-07T20:22:19Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                    + "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":9,\"prompt_eval_count\":20,\"eval_count\":7}");
    private static final String WHOLE = """
            {"model":"m","created_at":"2025-07-07T20:22:19Z","message":{"role":"assistant","content":"Rain ☂","thinking":"Hm.",\
            "tool_calls":[{"function":{"name":"get_weather","arguments":{"city":"Rome"}}}]},"done":true,"done_reason":"stop",\
            "prompt_eval_count":20,"eval_count":7}""";

    private static FakeUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        StringBuilder config = new StringBuilder(
                "request-retry: 0\nstreaming: {keepalive-seconds: 1}\nretry: {cooldown: false}\nollama: [{base-url: '"
                        + upstream.url() + "', models: [" + MODEL + "]}]\n");
        for (OllamaSide side : OllamaSide.values()) {
            config.append(side.client().section(upstream.url()));
        }
        gateway = TestGateway.with(GatewayProcess.HOME.resolve("plugins"))
                .config(config.toString())
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static Stream<Arguments> pairs() {
        return Stream.of(OllamaSide.values())
                .flatMap(side -> Stream.of(Arguments.of(side, false), Arguments.of(side, true)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aClientOfOllamaReachesEveryProvider(OllamaSide provider, boolean stream) throws Exception {
        upstream.enqueue(provider.answer(stream));

        String question = QUESTION.formatted(provider.client().model(), stream ? "" : "\"stream\":false,");
        RawHttpClient.Response response = post("/api/chat", question);

        provider.assertAsks(upstream.takeRequest().json());
        String body = response.body().text();
        assertThat(response.status()).as(body).isEqualTo(200);
        assertThat(response.head().header("content-type"))
                .hasValue(stream ? "application/x-ndjson" : "application/json");
        assertAnswered(body, provider.client().model());
    }

    private static void assertAnswered(String body, String model) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        List<JsonNode> lines = body.lines().map(JsonMapper.shared()::readTree).toList();
        for (JsonNode line : lines) {
            assertThat(line.path("model").asString()).isEqualTo(model);
            JsonNode message = line.path("message");
            assertThat(message.path("role").asString()).isEqualTo("assistant");
            text.append(message.path("content").asString());
            thinking.append(message.path("thinking").asString(""));
            message.path("tool_calls").forEach(call -> calls.append(call.path("function")));
        }
        assertThat(text.toString()).isEqualTo("Rain ☂");
        assertThat(thinking.toString()).isEqualTo("Hm.");
        assertThat(calls.toString()).isEqualTo("{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Rome\"}}");
        assertThat(lines).filteredOn(line -> line.path("done").asBoolean()).hasSize(1);
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.path("done_reason").asString()).isEqualTo("stop");
        assertThat(last.path("prompt_eval_count").asInt()).isEqualTo(20);
        assertThat(last.path("eval_count").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyClientReachesOllama(OllamaSide client, boolean stream) throws Exception {
        upstream.enqueue(stream ? lines(LINES) : Reply.json(WHOLE));

        RawHttpClient.Response response = post(client.client().target(MODEL, stream), client.question(MODEL, stream));

        RecordedRequest asked = upstream.takeRequest();
        assertThat(asked.target()).isEqualTo("/api/chat");
        assertAsked(asked.json(), stream);
        String body = response.body().text();
        assertThat(response.status()).as(body).isEqualTo(200);
        if (stream) {
            client.client().grammar().assertLegal(body);
        }
        Digest digest = client.digests().ofBody(body);
        assertThat(digest.text()).isEqualTo("Rain ☂");
        assertThat(digest.reasoning()).isEqualTo("Hm.");
        assertThat(digest.finish()).isEqualTo("tool_calls");
        assertThat(digest.toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.args().toString()).isEqualTo("{\"city\":\"Rome\"}"));
        assertThat(digest.usage()).isEqualTo(new Digest.Usage(20, 0, 0, 7, 0));
    }

    private static void assertAsked(JsonNode body, boolean stream) {
        assertThat(body.path("model").asString()).isEqualTo(MODEL);
        assertThat(body.path("stream").asBoolean(!stream)).isEqualTo(stream);
        assertThat(body.at("/messages/0")).isEqualTo(json("{\"role\":\"system\",\"content\":\"Be brief.\"}"));
        assertThat(body.at("/messages/1"))
                .isEqualTo(json(
                        "{\"role\":\"user\",\"content\":\"What is this?\",\"images\":[\"" + OllamaSide.IMAGE + "\"]}"));
        assertThat(body.at("/tools/0/function/name").asString()).isEqualTo("get_weather");
        assertThat(body.at("/options/num_predict").asInt()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"1,''", "7,''", "1000,'\"stream\" : true ,'"})
    void ollamasOwnStreamPassesByteForByte(int slice, String wish) throws Exception {
        String question = " " + QUESTION.formatted(MODEL, wish + "\"keep_alive\":\"5m\", \"x\":1e2,");
        upstream.enqueue(lines(LINES).inSlicesOf(slice));

        RawHttpClient.Response response = post("/api/chat", question);

        assertThat(upstream.takeRequest().bodyText()).isEqualTo(question);
        assertThat(response.body().text()).isEqualTo(String.join("\n", LINES) + "\n");
        assertThat(response.head().header("content-type")).hasValue("application/x-ndjson");
    }

    /** A blank line, NDJSON's usual sign of life, is an error to clients that parse each line. */
    @ParameterizedTest
    @ValueSource(strings = {"model-openai", MODEL})
    void aSilentStreamIsBridgedWithLinesThatParse(String model) throws Exception {
        Gate head = new Gate();
        Reply reply = model.equals(MODEL) ? lines(LINES) : OllamaSide.CHAT.answer(true);
        upstream.enqueue(reply.gateBeforeHead(head));
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/api/chat", QUESTION.formatted(model, "")).readHead();
            head.open();

            List<JsonNode> lines =
                    client.readBody().text().lines().map(OllamaMatrixIT::json).toList();
            assertThat(lines.get(0).at("/message/content").asString("none")).isEmpty();
            assertThat(lines.get(0).path("done").asBoolean(true)).isFalse();
            assertThat(lines.get(lines.size() - 1).path("done").asBoolean()).isTrue();
        }
        upstream.takeRequest();
    }

    @Test
    void ollamasOwnAnswerPassesByteForByte() throws Exception {
        String question = QUESTION.formatted(MODEL, "\"stream\": false,");
        upstream.enqueue(Reply.json(WHOLE));

        assertThat(post("/api/chat", question).body().text()).isEqualTo(WHOLE);
        assertThat(upstream.takeRequest().bodyText()).isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aToolLoopKeepsAnotherVendorsSignature(boolean stream) throws Exception {
        String model = Client.CLAUDE.model();
        upstream.enqueue(OllamaSide.CLAUDE.answer(stream), OllamaSide.CLAUDE.answer(false));
        String question = "{\"model\":\"" + model + "\",\"think\":true,\"stream\":" + stream
                + ",\"tools\":[{\"function\":{\"name\":\"get_weather\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}";
        String call = callIn(post("/api/chat", question + "]}").body().text());
        upstream.takeRequest();

        RawHttpClient.Response next = post(
                "/api/chat",
                question + ",{\"role\":\"assistant\",\"content\":\"Rain ☂\",\"tool_calls\":[" + call
                        + "]},{\"role\":\"tool\",\"tool_name\":\"get_weather\",\"content\":\"sun\"}]}");

        assertThat(next.status()).isEqualTo(200);
        JsonNode messages = upstream.takeRequest().json().path("messages");
        assertThat(messages.at("/1/content/0"))
                .isEqualTo(json("{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2VhbA==\"}"));
        assertThat(messages.at("/2/content/0/tool_use_id").asString()).isEqualTo("toolu_1");
    }

    private static String callIn(String body) {
        return body.lines()
                .map(line -> json(line).at("/message/tool_calls/0"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anErrorOfAnotherProviderIsAText(OllamaSide provider, boolean stream) throws Exception {
        upstream.enqueue(Reply.json(429, "{\"error\":{\"message\":\"slow down\",\"code\":429}}"));

        RawHttpClient.Response response =
                post("/api/chat", QUESTION.formatted(provider.client().model(), "\"stream\":" + stream + ","));

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.body().json().path("error").asString()).contains("slow down");
        upstream.takeRequest();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anErrorOfOllamaIsTold(OllamaSide client, boolean stream) throws Exception {
        upstream.enqueue(Reply.json(404, "{\"error\":\"model 'llava:7b' not found\"}"));

        RawHttpClient.Response response = post(client.client().target(MODEL, stream), client.question(MODEL, stream));

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().json().at("/error/message").asString()).contains("model 'llava:7b' not found");
        upstream.takeRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model-openai", MODEL})
    void aStreamThatBreaksOffEndsWithAnErrorLine_SERR2(String model) throws Exception {
        Reply broken = model.equals(MODEL)
                ? lines(LINES.subList(0, 2))
                : Reply.sse("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Rain\"},\"finish_reason\":null}]}");
        upstream.enqueue(broken);

        RawHttpClient.Response response = post("/api/chat", QUESTION.formatted(model, ""));

        List<String> lines = response.body().text().lines().toList();
        assertThat(response.status()).isEqualTo(200);
        assertThat(json(lines.get(lines.size() - 1)).path("error").isString()).isTrue();
        assertThat(response.body().text()).doesNotContain("\"done\":true");
        upstream.takeRequest();
    }

    @Test
    void badRequestsAreRefusedInOllamasWords() throws Exception {
        RawHttpClient.Response unknown = post("/api/chat", "{\"model\":\"nobody\",\"messages\":[]}");
        RawHttpClient.Response wrong =
                post("/api/chat", "{\"model\":\"model-openai\",\"messages\":[{\"role\":\"bot\"}]}");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().json().path("error").isString()).isTrue();
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().json().path("error").asString()).startsWith("messages[0].role");
    }

    @Test
    void modelsOfAllProvidersAreTags() throws Exception {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            JsonNode tags = client.get("/api/tags").readResponse().body().json();
            JsonNode version = client.get("/api/version").readResponse().body().json();

            assertThat(tags.path("models")
                            .valueStream()
                            .map(model -> model.path("name").asString()))
                    .contains(MODEL, "model-openai", "model-claude", "model-gemini");
            assertThat(version.path("version").isString()).isTrue();
        }
    }

    private static RawHttpClient.Response post(String target, String body) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.post(target, body).readResponse();
        }
    }

    private static Reply lines(List<String> lines) {
        return Reply.status(200)
                .header("Content-Type", "application/x-ndjson")
                .body(String.join("\n", lines) + "\n")
                .chunked();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
