package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** E-1 to E-11: what clients of each format are told when a provider of each format fails. */
final class ErrorMatrixIT {
    private static final List<Integer> STATUSES =
            List.of(400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 501, 503, 504, 529);
    private static final Map<Integer, String> CLAUDE_TYPES = Map.ofEntries(
            Map.entry(400, "invalid_request_error"),
            Map.entry(401, "authentication_error"),
            Map.entry(402, "billing_error"),
            Map.entry(403, "permission_error"),
            Map.entry(404, "not_found_error"),
            Map.entry(409, "invalid_request_error"),
            Map.entry(413, "request_too_large"),
            Map.entry(422, "invalid_request_error"),
            Map.entry(429, "rate_limit_error"),
            Map.entry(500, "api_error"),
            Map.entry(501, "api_error"),
            Map.entry(503, "overloaded_error"),
            Map.entry(504, "timeout_error"),
            Map.entry(529, "overloaded_error"));
    private static final Map<Integer, String> GEMINI_STATUSES = Map.ofEntries(
            Map.entry(400, "INVALID_ARGUMENT"),
            Map.entry(401, "UNAUTHENTICATED"),
            Map.entry(402, "FAILED_PRECONDITION"),
            Map.entry(403, "PERMISSION_DENIED"),
            Map.entry(404, "NOT_FOUND"),
            Map.entry(409, "ABORTED"),
            Map.entry(413, "INVALID_ARGUMENT"),
            Map.entry(422, "INVALID_ARGUMENT"),
            Map.entry(429, "RESOURCE_EXHAUSTED"),
            Map.entry(500, "INTERNAL"),
            Map.entry(501, "UNIMPLEMENTED"),
            Map.entry(503, "UNAVAILABLE"),
            Map.entry(504, "DEADLINE_EXCEEDED"),
            Map.entry(529, "UNAVAILABLE"));
    private static final String MESSAGE = "The provider's own words";

    /** More than there are tests: each has a model of its own, so that no failure cools the next test's. */
    private static final int MODELS = 1000;

    private static FormatLab providers;
    private static int nextModel;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.withKeysPerModel(MODELS);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @TestFactory
    Stream<DynamicTest> statusMessageAndKindArrive() {
        return everyPair()
                .flatMap(pair -> STATUSES.stream()
                        .map(status -> DynamicTest.dynamicTest(pair + " " + status, () -> {
                            FormatLab.Answer answer = pair.ask(Reply.json(status, body(pair.provider, status))
                                    .header("Retry-After", "7"));

                            assertError(pair.client, status, answer);
                            assertThat(answer.body()).contains(MESSAGE);
                            if (status == 429 || status == 503) {
                                assertThat(answer.header("retry-after"))
                                        .as("E-7")
                                        .isEqualTo("7");
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> bodyThatIsNoJsonBecomesAnError() {
        return everyPair()
                .flatMap(pair -> Stream.of(
                                Reply.status(502).html("<html><h1>Bad Gateway</h1></html>"),
                                Reply.status(500),
                                Reply.json(400, "[]"),
                                Reply.json(400, "{\"error\":"))
                        .map(reply -> DynamicTest.dynamicTest(pair + " E-8", () -> {
                            FormatLab.Answer answer = pair.ask(reply);

                            assertThat(answer.status()).isIn(400, 500, 502);
                            assertShape(pair.client, answer.status(), json(answer.body()));
                            assertThat(answer.body()).doesNotContain("<html>");
                        })));
    }

    @TestFactory
    Stream<DynamicTest> errorAsFirstEventIsAnErrorStatus() {
        return everyPair()
                .filter(Pair::stream)
                .map(pair -> DynamicTest.dynamicTest(pair + " S-ERR-1", () -> {
                    FormatLab.Answer answer = pair.ask(Reply.sseText(errorEvent(pair.provider)));

                    assertThat(answer.status()).as(answer.body()).isBetween(500, 599);
                    assertShape(pair.client, answer.status(), json(answer.body()));
                    assertThat(answer.body()).contains(MESSAGE);
                }));
    }

    @TestFactory
    Stream<DynamicTest> errorAfterContentEndsTheStream() {
        return everyPair()
                .filter(Pair::stream)
                .map(pair -> DynamicTest.dynamicTest(pair + " S-ERR-2", () -> {
                    FormatLab.Answer answer =
                            pair.ask(Reply.sseText(beginning(pair.provider) + errorEvent(pair.provider)));

                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).contains("Half", MESSAGE);
                    assertEndsWithError(pair, answer);
                }));
    }

    @TestFactory
    Stream<DynamicTest> cutStreamIsNoSuccess() {
        return everyPair()
                .filter(Pair::stream)
                .flatMap(pair -> Stream.of(true, false)
                        .map(reset -> DynamicTest.dynamicTest(pair + " S-ALL-6" + (reset ? " reset" : ""), () -> {
                            String text = beginning(pair.provider);
                            Reply cut = Reply.sseText(text + "data: {}\n\n");
                            FormatLab.Answer answer =
                                    pair.ask(reset ? cut.resetAt(text.length()) : cut.closeAt(text.length()));

                            assertThat(answer.status()).isEqualTo(200);
                            assertThat(answer.body()).contains("Half");
                            assertEndsWithError(pair, answer);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> gatewaysOwnErrorsHaveTheClientsFormat() {
        return Stream.of(Client.values())
                .flatMap(client -> Stream.of(
                        DynamicTest.dynamicTest(client + " unknown model E-11", () -> {
                            FormatLab.Answer answer =
                                    providers.ask(client, "no-such-model", false, client.body("no-such-model", false));

                            assertError(client, 404, answer);
                            assertThat(answer.body()).contains("no-such-model");
                        }),
                        DynamicTest.dynamicTest(
                                client + " broken JSON E-11",
                                () -> assertError(client, 400, providers.ask(client, "m-1", false, "{\"model\":")))));
    }

    @TestFactory
    Stream<DynamicTest> secondModelIsRefused() {
        return Stream.of(Client.CHAT, Client.RESPONSES, Client.CLAUDE)
                .map(client -> DynamicTest.dynamicTest(client + " E-11", () -> {
                    String twice = client.body("a", false).replaceFirst("\\{", "{\"model\":\"b\",");

                    assertError(client, 400, providers.ask(client, "a", false, twice));
                }));
    }

    private record Pair(Client client, Client provider, boolean stream) {
        FormatLab.Answer ask(Reply reply) throws IOException {
            providers.upstream().always(reply);
            String model = provider.model() + "-" + nextModel++;
            return providers.ask(client, model, stream, client.body(model, stream));
        }
    }

    private static Stream<Pair> everyPair() {
        List<Pair> pairs = new ArrayList<>();
        for (Client client : Client.values()) {
            for (Client provider : Client.values()) {
                pairs.add(new Pair(client, provider, false));
                pairs.add(new Pair(client, provider, true));
            }
        }
        return pairs.stream();
    }

    private static void assertEndsWithError(Pair pair, FormatLab.Answer answer) {
        pair.client.grammar(StreamOption.ENDED_WITH_ERROR).assertLegal(answer.body());
    }

    private static void assertError(Client client, int status, FormatLab.Answer answer) {
        JsonNode body = json(answer.body());
        boolean translated = status == 529 && client != Client.CLAUDE;
        assertThat(answer.status()).as(answer.body()).isIn(status, translated ? 503 : status);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertShape(client, answer.status(), body);
        switch (client) {
            case CHAT, RESPONSES ->
                assertThat(body.path("error").path("type").isString()).isTrue();
            case CLAUDE ->
                assertThat(body.path("error").path("type").asString()).isEqualTo(CLAUDE_TYPES.get(status));
            case GEMINI ->
                assertThat(body.path("error").path("status").asString()).isEqualTo(GEMINI_STATUSES.get(status));
        }
    }

    /** E-2. */
    private static void assertShape(Client client, int status, JsonNode body) {
        JsonNode error = body.path("error");
        assertThat(error.path("message").asString("")).as(body.toString()).isNotBlank();
        switch (client) {
            case CHAT, RESPONSES -> assertThat(error.propertyNames()).contains("message", "type", "param", "code");
            case CLAUDE -> {
                assertThat(body.path("type").asString()).isEqualTo("error");
                assertThat(CLAUDE_TYPES).containsValue(error.path("type").asString());
            }
            case GEMINI -> {
                assertThat(error.path("code").asInt()).isEqualTo(status);
                assertThat(error.path("status").asString()).isNotBlank();
            }
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String body(Client provider, int status) {
        return switch (provider) {
            case CHAT, RESPONSES -> """
                {"error":{"message":"%s","type":"some_type","param":null,"code":null}}""".formatted(MESSAGE);
            case CLAUDE -> """
                {"type":"error","error":{"type":"%s","message":"%s"},"request_id":"req_1"}""".formatted(CLAUDE_TYPES.get(status), MESSAGE);
            case GEMINI -> """
                {"error":{"code":%d,"message":"%s","status":"%s"}}""".formatted(status, MESSAGE, GEMINI_STATUSES.get(status));
        };
    }

    private static String response(String status, String error) {
        return """
            {"id":"resp_1","object":"response","created_at":1,"status":"%s","error":%s,"incomplete_details":null,\
            "instructions":null,"model":"m","tools":[],"output":[],"parallel_tool_calls":true,"metadata":{},\
            "tool_choice":"auto","temperature":null,"top_p":null}""".formatted(status, error);
    }

    private static String errorEvent(Client provider) {
        return switch (provider) {
            case CHAT ->
                "data: {\"error\":{\"message\":\"" + MESSAGE
                        + "\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";
            case RESPONSES ->
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":5,\"response\":"
                        + response("failed", "{\"code\":\"server_error\",\"message\":\"" + MESSAGE + "\"}") + "}\n\n";
            case CLAUDE ->
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\""
                        + MESSAGE + "\"}}\n\n";
            case GEMINI ->
                "data: {\"error\":{\"code\":503,\"message\":\"" + MESSAGE + "\",\"status\":\"UNAVAILABLE\"}}\n\n";
        };
    }

    /** A stream up to its first text, without an end. */
    private static String beginning(Client provider) {
        return switch (provider) {
            case CHAT -> """
                data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Half"},"finish_reason":null}]}

                """;
            case RESPONSES -> """
                event: response.created
                data: {"type":"response.created","sequence_number":0,"response":%s}

                event: response.in_progress
                data: {"type":"response.in_progress","sequence_number":1,"response":%s}

                event: response.output_item.added
                data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

                event: response.content_part.added
                data: {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}}

                event: response.output_text.delta
                data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Half","logprobs":[]}

                """.formatted(response("in_progress", "null"), response("in_progress", "null"));
            case CLAUDE -> """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half"}}

                """;
            case GEMINI -> """
                data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Half"}]},"index":0}],"responseId":"r","modelVersion":"m"}

                """;
        };
    }
}
