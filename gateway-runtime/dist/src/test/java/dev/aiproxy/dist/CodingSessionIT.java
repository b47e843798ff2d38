package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A coding agent that speaks Messages works with every provider, turn after turn: long system blocks with cache markers, twenty tools,
 * thinking, parallel calls, images in results. No request is refused, and each is what the provider's schema allows.
 */
@Tag("shared")
final class CodingSessionIT {
    private static final int TURNS = 10;
    private static final int TOOLS = 20;
    private static final String PIXEL = "iVBORw0KGgo=";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<Client, List<String>> MODELS = Map.of(
            Client.CHAT, List.of("gpt-5.2"),
            Client.RESPONSES, List.of("o4-mini"),
            Client.CLAUDE, List.of("claude-sonnet-4-5"),
            Client.GEMINI, List.of("gemini-3-pro-preview"));

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(MODELS);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @TestFactory
    Stream<DynamicTest> sessionPassesToEveryProviderAndBack() {
        return Stream.of(Client.values())
                .flatMap(provider -> Stream.of(true, false)
                        .map(stream -> DynamicTest.dynamicTest(
                                provider + (stream ? ", streamed" : ""), () -> new Session(provider, stream).run())));
    }

    /** One conversation; its turns grow as the client sends back all that was said. */
    private static final class Session {
        private final Client provider;
        private final boolean stream;
        private final ToolClient client;
        private final ArrayNode messages = JSON.createArrayNode();

        Session(Client provider, boolean stream) {
            this.provider = provider;
            this.stream = stream;
            this.client = new ToolClient(Client.CLAUDE, true, provider + " " + stream);
        }

        void run() throws IOException {
            ask("Fix the failing test in " + provider + (stream ? " streamed" : ""));
            for (int turn = 0; turn < TURNS; turn++) {
                providers.upstream().always(ToolLoopIT.calls(provider, stream, "_" + turn));
                JsonNode said = said(turn);
                messages.addObject().put("role", "assistant").set("content", said);
                answer(said, turn);
            }
            assertPaired(said(TURNS));
        }

        private void ask(String text) {
            ArrayNode content = messages.addObject().put("role", "user").putArray("content");
            content.addObject().put("type", "text").put("text", "<reminder>Be careful.</reminder>");
            marked(content.addObject().put("type", "text").put("text", text));
        }

        /** What the provider said, as blocks; its request is judged by its schema. */
        private JsonNode said(int turn) throws IOException {
            int before = providers.upstream().requestCount();
            FormatLab.Answer answer = providers.post(
                    "/v1/messages?beta=true",
                    request(),
                    "anthropic-version: 2023-06-01",
                    "anthropic-beta: interleaved-thinking-2025-05-14,fine-grained-tool-streaming-2025-05-14");

            assertThat(answer.status()).as("turn %d: %s", turn, answer.body()).isEqualTo(200);
            RecordedRequest sent = providers.upstream().requests().get(before);
            Schemas.of(provider).assertRequest(sent.json());
            if (stream && provider != Client.CLAUDE) {
                Client.CLAUDE.grammar().assertLegal(answer.body());
            }
            return client.turn(answer.body());
        }

        /** Results for all calls in one message: one with an image, one that failed, and words behind them. */
        private void answer(JsonNode said, int turn) {
            ArrayNode content = messages.addObject().put("role", "user").putArray("content");
            int calls = 0;
            for (JsonNode block : said) {
                if (block.path("type").asString().equals("tool_use")) {
                    result(content.addObject(), block, calls++, turn);
                }
            }
            assertThat(calls).isEqualTo(2);
            if (turn % 3 == 2) {
                content.addObject().put("type", "text").put("text", "Go on, please.");
            }
            marked((ObjectNode) content.path(content.size() - 1));
        }

        private static void result(ObjectNode result, JsonNode call, int number, int turn) {
            result.put("type", "tool_result").set("tool_use_id", call.path("id"));
            if (number == 0) {
                ArrayNode content = result.putArray("content");
                content.addObject().put("type", "text").put("text", "Screenshot of turn " + turn);
                content.addObject()
                        .put("type", "image")
                        .putObject("source")
                        .put("type", "base64")
                        .put("media_type", "image/png")
                        .put("data", PIXEL);
            } else {
                result.put("content", turn % 2 == 0 ? "" : "exit code 1").put("is_error", turn % 2 == 1);
            }
        }

        private String request() {
            ObjectNode request = JSON.createObjectNode()
                    .put("model", MODELS.get(provider).get(0))
                    .put("max_tokens", 32_000)
                    .put("stream", stream)
                    .put("temperature", 1);
            ArrayNode system = request.putArray("system");
            system.addObject().put("type", "text").put("text", "You are a coding agent.");
            marked(system.addObject().put("type", "text").put("text", "Follow the rules of the house. ".repeat(500)));
            request.set("messages", messages);
            tools(request.putArray("tools"));
            request.putObject("thinking").put("type", "enabled").put("budget_tokens", 10_000);
            request.putObject("metadata").put("user_id", "user_1_account__session_2");
            return request.toString();
        }

        private static void tools(ArrayNode tools) {
            for (int i = 0; i < TOOLS; i++) {
                ObjectNode tool = tools.addObject()
                        .put("name", i == 0 ? "get_weather" : "mcp__house__tool_" + i)
                        .put("description", "Does a thing. ".repeat(20));
                ObjectNode schema = tool.putObject("input_schema")
                        .put("type", "object")
                        .put("$schema", "http://json-schema.org/draft-07/schema#")
                        .put("additionalProperties", false);
                ObjectNode properties = schema.putObject("properties");
                properties.putObject("city").put("type", "string").put("description", "Where");
                properties
                        .putObject("mode")
                        .put("type", "string")
                        .putArray("enum")
                        .add("fast")
                        .add("slow");
                properties
                        .putObject("lines")
                        .put("type", "array")
                        .putObject("items")
                        .put("type", "integer");
                schema.putArray("required").add("city");
            }
            marked((ObjectNode) tools.path(TOOLS - 1));
        }

        private static void marked(ObjectNode block) {
            block.putObject("cache_control").put("type", "ephemeral");
        }

        /** In the end the provider has seen every call with its result, and its own seals. */
        private void assertPaired(JsonNode last) {
            assertThat(last).isNotEmpty();
            List<RecordedRequest> requests = providers.upstream().requests();
            String body = requests.get(requests.size() - 1).bodyText();
            List<String> missing = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                if (!body.contains("Screenshot of turn " + turn + "\"")) {
                    missing.add("turn " + turn);
                }
            }
            assertThat(missing).isEmpty();
            if (provider != Client.CHAT) {
                assertThat(body.split(java.util.regex.Pattern.quote(ToolLoopIT.SIGNATURE), -1).length - 1)
                        .isEqualTo(TURNS);
            }
            assertThat(body).doesNotContain("ai-proxy.");
            if (provider != Client.CLAUDE) {
                assertThat(body).doesNotContain("cache_control");
            }
        }
    }
}
