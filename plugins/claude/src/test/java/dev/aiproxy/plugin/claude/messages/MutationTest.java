package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.claude.error.ClaudeErrors;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.translate.CodecExchange;
import dev.aiproxy.testkit.translate.Mutations;
import dev.aiproxy.testkit.translate.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever arrives, nothing but a {@link GatewayException} or a failed stream comes out. */
final class MutationTest {
    private static final String[] OWN_VALUES = {"\"ai-proxy.x\"", "\"tool_use\""};
    private static final String REQUEST = """
            {"model":"m","max_tokens":4000,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"t"},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QQ=="}},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"},"title":"t"},
                {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}]}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"h","signature":"s"},
                {"type":"redacted_thinking","data":"r"},{"type":"text","text":"c","citations":[{"type":"x"}]},
                {"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"server_tool_use","id":"b"}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error":true,
                "content":[{"type":"text","text":"done"}]}]}],
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object"},"strict":true},{"type":"bash","name":"b"}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},"temperature":0.5,"top_p":1,
             "top_k":3,"stop_sequences":["x"],"thinking":{"type":"enabled","budget_tokens":1024,"display":"omitted"},
             "output_config":{"effort":"low","format":{"type":"json_schema","schema":{}}},"metadata":{"user_id":"u"},
             "service_tier":"auto","stream":true}
            """;
    private static final String ANSWER = """
            {"id":"i","type":"message","role":"assistant","model":"m","content":[
              {"type":"thinking","thinking":"h","signature":"s"},{"type":"redacted_thinking","data":"r"},
              {"type":"text","text":"c","citations":[{"type":"x"}]},
              {"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"server_tool_use","id":"b"}],
             "stop_reason":"stop_sequence","stop_sequence":"x","usage":{"input_tokens":1,"output_tokens":2,
              "cache_read_input_tokens":3,"cache_creation_input_tokens":4,
              "cache_creation":{"ephemeral_1h_input_tokens":1},"output_tokens_details":{"thinking_tokens":1}}}
            """;
    private static final List<String> STREAM = List.of(
            "{\"type\":\"message_start\",\"message\":" + ANSWER.replaceAll("(?s)\\[.*\\]", "[]") + "}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"h\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
            "{\"type\":\"content_block_stop\",\"index\":1}",
            "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}}",
            "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
            "{\"type\":\"content_block_stop\",\"index\":2}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}}",
            "{\"type\":\"message_stop\"}");

    @Property(tries = 3000)
    void requestsAreReadAndWrittenOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        if (mutations(random).of(REQUEST) instanceof ObjectNode body) {
            String[] models = {"claude-3-haiku", "claude-sonnet-4-5", "claude-opus-4-6", "claude-opus-5", "x"};
            CodecExchange exchange = new Exchange()
                    .toModel(models[random.nextInt(models.length)])
                    .forClient(random.nextBoolean() ? ClaudeFormat.ID : Exchange.OPENAI);
            Refusals.atMost(
                    () -> Json.text(exchange.write(exchange.client().readRequest(body))),
                    ErrorCode.INVALID_REQUEST,
                    ErrorCode.UNSUPPORTED);
        }
    }

    @Property(tries = 2000)
    void answersAreReadAndWrittenOrTheProvidersFault(@ForAll long seed) {
        Exchange exchange = new Exchange();
        JsonNode body = mutations(new Random(seed)).of(ANSWER);

        Refusals.atMost(
                () -> Json.text(
                        exchange.client().writeResponse(exchange.upstream().readResponse(body))),
                ErrorCode.UPSTREAM_INVALID,
                ErrorCode.UPSTREAM_ERROR);
    }

    @Property(tries = 2000)
    void streamsStayInTheirGrammar(@ForAll long seed) {
        Random random = new Random(seed);
        Exchange exchange = new Exchange();
        String body = mutatedStream(random);

        List<ChatEvent> events = exchange.readStream(mutations(random).cut(body), 64);

        assertThat(events.get(0)).as(body).isInstanceOf(ChatEvent.Start.class);
        ChatEvent last = events.get(events.size() - 1);
        if (last instanceof ChatEvent.End) {
            assertThat(ClaudeStreamGrammar.with().violations(exchange.writeStream(events)))
                    .as(body)
                    .allMatch(violation -> violation.contains("no JSON object") || violation.contains("tool name"));
        } else {
            assertThat(last).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    @Property(tries = 500)
    void errorsAlwaysHaveAMessage(@ForAll long seed) {
        JsonNode error =
                mutations(new Random(seed)).of("{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"m\"}}");

        assertThat(ClaudeErrors.read(200, error).message()).isNotBlank();
        assertThat(ClaudeErrors.read(500, error).status()).isEqualTo(500);
    }

    private static String mutatedStream(Random random) {
        Mutations mutations = mutations(random);
        List<String> frames = new ArrayList<>();
        for (String frame : STREAM) {
            int fate = random.nextInt(12);
            String text = fate == 0 ? mutations.text(frame) : Json.text(Json.parse(frame));
            if (fate != 1) {
                frames.add(text);
            }
            if (fate == 2) {
                frames.add(text);
            }
        }
        return Exchange.sse(frames.toArray(String[]::new));
    }

    private static Mutations mutations(Random random) {
        return new Mutations(random, OWN_VALUES);
    }
}
