package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
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
    private static final List<String> MODELS = List.of("gemini-3-flash", "gemini-2.5-pro", "gemini-1.5-flash");
    private static final String REQUEST = """
            {"systemInstruction":{"parts":[{"text":"s"}]},
             "contents":[{"role":"user","parts":[{"text":"t"},{"inlineData":{"mimeType":"image/png","data":"QQ=="}},
                {"fileData":{"mimeType":"image/png","fileUri":"https://x/y.png"}}]},
              {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"YWktcHJveHk6Y2xhdWRlOnM6eA=="},
                {"text":"a","thoughtSignature":"g"},{"functionCall":{"id":"a","name":"f","args":{}},
                "thoughtSignature":"g"}]},
              {"role":"user","parts":[{"functionResponse":{"id":"a","name":"f","response":{"output":"done"},
                "parts":[{"inlineData":{"mimeType":"image/png","data":"QQ=="}}]}},{"text":"x"}]}],
             "tools":[{"functionDeclarations":[{"name":"f","description":"d","parameters":{"type":"OBJECT","nullable":true,
                "properties":{"a":{"type":"STRING","enum":["x"],"maxLength":"3"}},"anyOf":[{"type":"NULL"}]}}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
             "generationConfig":{"temperature":0.5,"topK":3,"stopSequences":["x"],"candidateCount":1,"seed":7,
                "maxOutputTokens":5,"responseMimeType":"application/json","responseJsonSchema":{"type":["object","null"],
                "properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"enum":[1,null]}},"allOf":[{"const":1}]},
                "thinkingConfig":{"includeThoughts":true,"thinkingBudget":2048},"responseModalities":["TEXT"]}}
            """;
    private static final String CHUNK = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"t","thought":true,"thoughtSignature":"s"},
              {"text":"a","thoughtSignature":"s"},{"text":"","thoughtSignature":"s"},
              {"functionCall":{"id":"a","name":"f","args":{"x":1}},"thoughtSignature":"s"},
              {"functionCall":{"name":"g","willContinue":true}},
              {"functionCall":{"partialArgs":[{"jsonPath":"$.a[0]['b']","stringValue":"v"}],"willContinue":true}},
              {"functionCall":{}},{"inlineData":{"mimeType":"image/png","data":"QQ=="}},
              {"executableCode":{"language":"PYTHON","code":"1"}}]},"finishReason":"STOP","index":0}],
             "promptFeedback":{"blockReason":"SAFETY"},
             "usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"thoughtsTokenCount":3,"totalTokenCount":6,
              "cachedContentTokenCount":1},"modelVersion":"m","responseId":"i"}
            """;
    private static final String ERROR = """
            {"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"reason":"R"},
              {"retryDelay":"34.4s"}]}}
            """;

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
                            MODELS.forEach(model -> Json.text(exchange.write(model, request)));
                        },
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.UNSUPPORTED);
            }
        }
    }

    @Test
    void answersAreReadAndWrittenOrTheProvidersFault() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode body = mutations.of(CHUNK);
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
            String body = Exchange.sse(mutations.text(CHUNK), mutations.text(CHUNK));
            List<ChatEvent> events = exchange.readStream(mutations.cut(body), 64);

            assertThat(events.get(0)).isInstanceOf(ChatEvent.Start.class);
            ChatEvent last = events.get(events.size() - 1);
            if (last instanceof ChatEvent.End) {
                GeminiStreamGrammar.with().assertLegal(exchange.writeStream(events));
            } else {
                assertThat(last).isInstanceOf(ChatEvent.Failed.class);
            }
        }
    }

    @Test
    void errorsAlwaysHaveAMessage() {
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(GeminiErrors.read(200, mutations.of(ERROR)).message()).isNotBlank();
            assertThat(GeminiErrors.read(500, mutations.of(ERROR)).status()).isEqualTo(500);
        }
    }
}
