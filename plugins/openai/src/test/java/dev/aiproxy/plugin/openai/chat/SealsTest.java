package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.ChatResponse.Choice;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Issue 3, point 5: what other vendors sealed returns byte-exact, and T-RE-8, T-RE-10, T-RE-11. */
final class SealsTest {
    private static final Signature CLAUDE = new Signature(Exchange.CLAUDE, "c1/+==");
    private static final Signature GEMINI = new Signature(Exchange.GEMINI, "g1/+==");
    private static final Part REDACTED = new Part.RedactedReasoning(new Signature(Exchange.CLAUDE, "blob"));
    private static final Part CALL = Part.ToolCall.of("a", "f", "{\"x\": 1, \"y\": [2]}");
    private static final List<Part> CLAUDE_TURN =
            List.of(new Part.Reasoning("first ", CLAUDE), REDACTED, new Part.Reasoning("second", null), CALL);
    private static final List<Part> GEMINI_TURN = List.of(
            new Part.Text("t", List.of(), GEMINI, null),
            new Part.ToolCall("b", "g", "{}", GEMINI, null),
            Part.ToolCall.of("c", "g", "{}"));

    private final Exchange exchange = new Exchange();

    @Test
    void aReplayedMessageBringsItsSealsBack() {
        assertThat(replay(new Exchange(), answered(CLAUDE_TURN))).isEqualTo(CLAUDE_TURN);
        assertThat(replay(new Exchange(), answered(GEMINI_TURN))).isEqualTo(GEMINI_TURN);
    }

    @Test
    void aReplayedStreamBringsItsSealsBack() {
        assertThat(replay(new Exchange(), streamed(CLAUDE_TURN))).isEqualTo(CLAUDE_TURN);
        assertThat(replay(new Exchange(), streamed(GEMINI_TURN))).isEqualTo(GEMINI_TURN);
    }

    @Test
    void aClientThatDropsUnknownFieldsFindsThemInTheState() {
        assertThat(replay(exchange, stripped(answered(CLAUDE_TURN)))).isEqualTo(CLAUDE_TURN);
        assertThat(replay(exchange, stripped(streamed(CLAUDE_TURN)))).isEqualTo(CLAUDE_TURN);
    }

    @Test
    void argumentsRenderedAnewStillFindTheState() {
        ObjectNode message = stripped(answered(CLAUDE_TURN));
        ((ObjectNode) message.path("tool_calls").path(0).path("function")).put("arguments", "{\"y\":[2],\"x\":1}");

        assertThat(replay(exchange, message)).startsWith(new Part.Reasoning("first ", CLAUDE), REDACTED);
    }

    @Test
    void otherArgumentsFindNothing() {
        ObjectNode message = stripped(answered(CLAUDE_TURN));
        ((ObjectNode) message.path("tool_calls").path(0).path("function")).put("arguments", "{\"x\":2}");

        assertThat(replay(exchange, message)).containsExactly(Part.ToolCall.of("a", "f", "{\"x\":2}"));
    }

    @Test
    void changedThinkingLosesItsSignature() {
        ObjectNode message = answered(List.of(new Part.Reasoning("first", CLAUDE), Part.Text.of("t")));
        message.put("reasoning_content", "forged");

        assertThat(replay(new Exchange(), message))
                .containsExactly(new Part.Reasoning("forged", null), Part.Text.of("t"));
    }

    @Test
    void googlesOwnSlotIsUsed_TRE10() {
        ObjectNode message = answered(GEMINI_TURN);

        assertThat(Json.text(message.path("tool_calls").path(0).path("extra_content")))
                .isEqualTo("{\"google\":{\"thought_signature\":\"g1/+==\"}}");
        assertThat(message.path("tool_calls").path(1).has("extra_content")).isFalse();
    }

    @Test
    void anAnswerWithoutSealsHasNoExtension() {
        ObjectNode message = answered(List.of(new Part.Reasoning("hm", null), CALL));

        assertThat(message.has("extra_content")).isFalse();
        assertThat(replay(exchange, message)).containsExactly(new Part.Reasoning("hm", null), CALL);
    }

    @Test
    void nonsenseInTheExtensionIsIgnored() {
        for (String extra : List.of(
                "1",
                "{\"ai_proxy\":{\"reasoning\":[{\"length\":-1,\"format\":\"claude\",\"signature\":\"s\"}]}}",
                "{\"ai_proxy\":{\"reasoning\":[{\"length\":2147483647},{\"length\":2147483647}]}}",
                "{\"ai_proxy\":{\"reasoning\":{\"x\":1}}}",
                "{\"Not a format\":{\"signature\":\"s\"}}")) {
            ObjectNode message = (ObjectNode) Json.parse(
                    "{\"role\":\"assistant\",\"content\":\"t\",\"reasoning_content\":\"hm\",\"extra_content\":" + extra
                            + "}");

            assertThat(replay(exchange, message)).containsExactly(new Part.Reasoning("hm", null), Part.Text.of("t"));
        }
    }

    private ObjectNode answered(List<Part> parts) {
        JsonNode body = exchange.client().writeResponse(response(parts));
        return (ObjectNode) body.path("choices").path(0).path("message");
    }

    private static ChatResponse response(List<Part> parts) {
        return new ChatResponse(
                "i", "m", 7L, List.of(new Choice(0, parts, FinishReason.TOOL_CALLS, null)), Usage.UNKNOWN);
    }

    /** The message as a client puts it together from the deltas. */
    private ObjectNode streamed(List<Part> parts) {
        List<ChatEvent> events = ChatEvents.of(response(parts));
        String stream = exchange.writeStream(false, events);
        ChatStreamGrammar.with().assertLegal(stream);
        ObjectNode message = Json.object();
        for (SseEvent event : SseParser.parse(stream).events()) {
            if (!event.isDone()) {
                merge(message, Json.parse(event.data()).path("choices").path(0).path("delta"));
            }
        }
        return message;
    }

    private static void merge(ObjectNode whole, JsonNode delta) {
        delta.forEachEntry((name, value) -> {
            JsonNode before = whole.path(name);
            if (before.isString() && value.isString()) {
                whole.put(name, before.asString() + value.asString());
            } else if (before instanceof ObjectNode object) {
                merge(object, value);
            } else if (before instanceof ArrayNode calls) {
                value.forEach(call -> mergeCall(calls, call));
            } else {
                whole.set(name, value.deepCopy());
            }
        });
    }

    private static void mergeCall(ArrayNode calls, JsonNode call) {
        int index = call.path("index").asInt();
        if (index < calls.size()) {
            merge((ObjectNode) calls.path(index), call);
        } else {
            calls.add(call.deepCopy());
        }
    }

    private static ObjectNode stripped(ObjectNode message) {
        ObjectNode known = message.deepCopy();
        known.remove(List.of("extra_content", "reasoning_content"));
        for (JsonNode call : known.path("tool_calls")) {
            ((ObjectNode) call).remove("extra_content");
        }
        return known;
    }

    private static List<Part> replay(Exchange exchange, ObjectNode message) {
        ObjectNode body = Json.object();
        body.putArray("messages").add(message);
        return exchange.client().readRequest(body).messages().get(0).parts();
    }
}
