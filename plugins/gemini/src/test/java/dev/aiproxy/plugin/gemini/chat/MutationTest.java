package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever arrives, nothing but a {@link GatewayException} or a failed stream comes out. */
final class MutationTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> MODELS = List.of("gemini-3-flash", "gemini-2.5-pro", "gemini-1.5-flash");
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "7",
        "1e400",
        "12345678901234567890",
        "\"\"",
        "\"x\"",
        "\"data:,x\"",
        "[]",
        "{}",
        "[null]",
        "[[1]]",
        "{\"type\":\"text\"}",
        "\"\\ud800\"",
        "0.5"
    };
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

    private final Random random = new Random(20_261_122);
    private final Exchange exchange = new Exchange();

    @Test
    void requestsAreReadAndWrittenOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode body = mutated(REQUEST);
            if (body instanceof ObjectNode object) {
                refusesAtMost(
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
            JsonNode body = mutated(CHUNK);
            refusesAtMost(
                    () -> Json.text(
                            exchange.client().writeResponse(exchange.upstream().readResponse(body))),
                    ErrorCode.UPSTREAM_INVALID,
                    ErrorCode.UPSTREAM_ERROR);
        }
    }

    @Test
    void streamsStayInTheirGrammar() {
        for (int i = 0; i < ROUNDS; i++) {
            String body = Exchange.sse(text(mutated(CHUNK)), text(mutated(CHUNK)));
            List<ChatEvent> events = exchange.readStream(cut(body), 64);

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
            assertThat(GeminiErrors.read(200, mutated(ERROR)).message()).isNotBlank();
            assertThat(GeminiErrors.read(500, mutated(ERROR)).status()).isEqualTo(500);
        }
    }

    private static void refusesAtMost(Runnable action, ErrorCode... codes) {
        try {
            action.run();
        } catch (GatewayException refusal) {
            assertThat(refusal.code()).isIn((Object[]) codes);
        }
    }

    private byte[] cut(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return java.util.Arrays.copyOf(bytes, length);
    }

    private static String text(JsonNode node) {
        return new String(Json.bytes(node), StandardCharsets.UTF_8);
    }

    private JsonNode mutated(String json) {
        JsonNode root = Json.parse(json);
        List<Consumer<JsonNode>> places = new ArrayList<>();
        collect(root, places);
        for (int i = random.nextInt(3); i >= 0; i--) {
            places.get(random.nextInt(places.size())).accept(Json.parse(VALUES[random.nextInt(VALUES.length)]));
        }
        return root;
    }

    private static void collect(JsonNode node, List<Consumer<JsonNode>> places) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((name, value) -> {
                places.add(replacement -> object.set(name, replacement));
                places.add(replacement -> object.remove(name));
                collect(value, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(replacement -> array.set(index, replacement));
                collect(array.path(i), places);
            }
        }
    }
}
