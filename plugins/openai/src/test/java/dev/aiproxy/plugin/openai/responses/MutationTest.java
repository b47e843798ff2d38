package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.grammar.ResponsesStreamGrammar;
import dev.aiproxy.testkit.translate.Mutations;
import dev.aiproxy.testkit.translate.Refusals;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever arrives, nothing but a {@link GatewayException} or a failed stream comes out. */
final class MutationTest {
    private static final int ROUNDS = 3_000;
    private static final String REQUEST = """
            {"model":"m","instructions":"s","input":[{"role":"user","content":[{"type":"input_text","text":"t"},
                {"type":"input_image","image_url":"data:image/png;base64,QQ==","detail":"low"},
                {"type":"input_file","file_data":"data:application/pdf;base64,QQ==","filename":"f"}]},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],
                "encrypted_content":"ai-proxy.claude.s.c2ln"},
              {"type":"message","role":"assistant","id":"msg_1","status":"completed",
                "content":[{"type":"output_text","text":"o","annotations":[]},{"type":"refusal","refusal":"r"}]},
              {"type":"function_call","call_id":"a","name":"f","arguments":"{}"},
              {"type":"custom_tool_call","call_id":"b","name":"g","input":"x"},
              {"type":"function_call_output","call_id":"a","output":"done","status":"incomplete"},
              {"type":"custom_tool_call_output","call_id":"b","output":[{"type":"input_text","text":"t"}]}],
             "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},
               {"type":"custom","name":"g","format":{"type":"grammar","syntax":"lark","definition":"s: x"}}],
             "tool_choice":{"type":"function","name":"f"},"temperature":0.5,"max_output_tokens":50,"store":true,
             "text":{"format":{"type":"json_schema","name":"n","schema":{}},"verbosity":"low"},
             "include":["reasoning.encrypted_content"],"reasoning":{"effort":"low","summary":"auto"},
             "metadata":{"a":"b"},"stream":true,"parallel_tool_calls":false,"truncation":"auto"}
            """;
    private static final String ANSWER = """
            {"id":"resp_1","object":"response","created_at":7,"status":"completed","model":"m","output":[
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"e"},
              {"type":"message","id":"msg_1","role":"assistant","content":[
                {"type":"output_text","text":"t","annotations":[{"type":"url_citation"}]},{"type":"refusal","refusal":"r"}]},
              {"type":"function_call","id":"fc_1","call_id":"a","name":"f","arguments":"{}"},
              {"type":"custom_tool_call","id":"ctc_1","call_id":"b","name":"g","input":"x"},
              {"type":"image_generation_call","id":"ig_1","result":"QQ=="},{"type":"web_search_call","id":"ws_1"}],
             "incomplete_details":{"reason":"max_output_tokens"},
             "usage":{"input_tokens":1,"input_tokens_details":{"cached_tokens":1},"output_tokens":2,
               "output_tokens_details":{"reasoning_tokens":1},"total_tokens":3}}
            """;
    private static final List<String> EVENTS = List.of(
            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"created_at\":7,\"model\":\"m\"}}",
            "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\"}}",
            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"t\"}",
            "{\"type\":\"response.refusal.done\",\"output_index\":0,\"content_index\":1,\"refusal\":\"r\"}",
            """
            {"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"a","name":"f"}}""",
            "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":1,\"delta\":\"{}\"}",
            "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":2,\"summary_index\":0,\"delta\":\"h\"}",
            """
            {"type":"response.output_item.done","output_index":2,"item":{"type":"reasoning","id":"rs_1","encrypted_content":"e"}}""",
            "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"usage\":{\"input_tokens\":1}}}");

    private final Mutations mutations = new Mutations(new Random(20_261_122), "\"data:,x\"", "\"ai-proxy.x.q.y\"");
    private final Exchange exchange = new Exchange();

    @Test
    void requestsAreReadAndWrittenOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            if (mutations.of(REQUEST) instanceof ObjectNode object) {
                Refusals.atMost(
                        () -> {
                            ClientCodec client = exchange.client();
                            Json.text(exchange.write(client.readRequest(object)));
                            Json.text(client.writeResponse(exchange.readResponse(ANSWER)));
                        },
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.UNSUPPORTED);
            }
        }
    }

    @Test
    void answersAreReadAndWrittenOrTheProvidersFault() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode body = mutations.of(ANSWER);
            Refusals.atMost(
                    () -> Json.text(
                            exchange.client().writeResponse(exchange.upstream().readResponse(body))),
                    ErrorCode.UPSTREAM_INVALID,
                    ErrorCode.UPSTREAM_ERROR);
        }
    }

    @Test
    void streamsStayInTheirGrammar() {
        Random random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            String[] data = EVENTS.toArray(String[]::new);
            int at = random.nextInt(data.length);
            data[at] = mutations.text(data[at]);
            String body = Exchange.sse(data);
            List<ChatEvent> events = exchange.readStream(mutations.cut(body), 64);

            assertThat(events.get(0)).as(body).isInstanceOf(ChatEvent.Start.class);
            ChatEvent last = events.get(events.size() - 1);
            if (last instanceof ChatEvent.End) {
                assertThat(ResponsesStreamGrammar.with().violations(exchange.writeStream(events)))
                        .as(body)
                        .allMatch(violation -> violation.contains("without call_id or name"));
            } else {
                assertThat(last).isInstanceOf(ChatEvent.Failed.class);
            }
        }
    }

    @Test
    void errorsAlwaysHaveAMessage() {
        String error =
                "{\"type\":\"error\",\"code\":\"c\",\"message\":\"m\",\"response\":{\"error\":{\"message\":\"n\"}}}";
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(ResponsesErrors.read(200, mutations.of(error)).message()).isNotBlank();
            assertThat(ResponsesErrors.read(500, mutations.of(error)).status()).isEqualTo(500);
        }
    }
}
