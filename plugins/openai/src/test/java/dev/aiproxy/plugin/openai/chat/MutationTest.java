package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
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
            {"model":"m","messages":[{"role":"system","content":"s"},
              {"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral","ttl":"5m"}},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,QQ==","detail":"low"}},
                {"type":"file","file":{"file_data":"data:application/pdf;base64,QQ==","filename":"f"}},
                {"type":"input_audio","input_audio":{"data":"QQ==","format":"mp3"}}]},
              {"role":"assistant","content":"c","refusal":"r","reasoning_content":"hm",
                "extra_content":{"ai_proxy":{"reasoning":[{"format":"claude","length":2,"signature":"s"}]}},
                "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"},
                  "extra_content":{"google":{"thought_signature":"g"}}}]},
              {"role":"tool","tool_call_id":"a","content":"done"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},"temperature":0.5,"stop":["x"],"n":1,
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},"max_tokens":5,
             "reasoning_effort":"low","metadata":{"a":"b"},"stream":true,"stream_options":{"include_usage":true}}
            """;
    private static final String CHUNK = """
            {"id":"i","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a",
              "reasoning_content":"r","refusal":"n","images":[{"image_url":{"url":"data:image/png;base64,QQ=="}}],
              "annotations":[{"type":"url_citation"}],"tool_calls":[{"index":0,"id":"a","type":"function",
              "function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"g"}}}]},
              "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,
              "prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}}}
            """;
    private static final String ERROR =
            "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"},\"detail\":[{\"msg\":\"x\"}]}";

    private final Mutations mutations = new Mutations(new Random(20_261_122), "\"data:,x\"");
    private final Exchange exchange = new Exchange();

    @Test
    void requestsAreReadAndWrittenOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode body = mutations.of(REQUEST);
            if (body instanceof ObjectNode object) {
                Refusals.atMost(
                        () -> {
                            ChatRequest request = exchange.client().readRequest(object);
                            Json.text(exchange.write(request));
                        },
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.UNSUPPORTED);
            }
        }
    }

    @Test
    void answersAreReadAndWrittenOrTheProvidersFault() {
        String answer = CHUNK.replace("\"delta\"", "\"message\"");
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode body = mutations.of(answer);
            Refusals.atMost(
                    () -> Json.text(
                            exchange.client().writeResponse(exchange.upstream().readResponse(body))),
                    ErrorCode.UPSTREAM_INVALID,
                    ErrorCode.UPSTREAM_ERROR);
        }
    }

    @Test
    void streamsStayInTheirGrammar() {
        for (int i = 0; i < ROUNDS; i++) {
            String body = Exchange.sse(mutations.text(CHUNK), mutations.text(CHUNK), "[DONE]");
            List<ChatEvent> events = exchange.readStream(mutations.cut(body), 64);

            assertThat(events.get(0)).isInstanceOf(ChatEvent.Start.class);
            ChatEvent last = events.get(events.size() - 1);
            if (last instanceof ChatEvent.End) {
                assertLegalWhereArgumentsAre(exchange.writeStream(false, events), body);
            } else {
                assertThat(last).isInstanceOf(ChatEvent.Failed.class);
            }
        }
    }

    @Test
    void errorsAlwaysHaveAMessage() {
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(OpenAiErrors.read(200, mutations.of(ERROR)).message()).isNotBlank();
            assertThat(OpenAiErrors.read(500, mutations.of(ERROR)).status()).isEqualTo(500);
        }
    }

    /** Arguments are the provider's own text, and may be anything. */
    private static void assertLegalWhereArgumentsAre(String stream, String source) {
        assertThat(ChatStreamGrammar.with().violations(stream))
                .as(source)
                .allMatch(violation -> violation.contains("arguments are no JSON object"));
    }
}
