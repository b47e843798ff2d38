package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What another vendor signed comes back to it in the next turn, and reaches nobody else (T-RE-10, W-CL-10). */
final class MemoryTest {
    private static final List<Part> ANSWER = List.of(
            new Part.Reasoning("hm", new Signature(Exchange.GEMINI, "T+/=")),
            new Part.RedactedReasoning(new Signature(Exchange.OPENAI, "R")),
            new Part.Text("Look: ", List.of(), new Signature(Exchange.GEMINI, "X"), null),
            new Part.ToolCall("llm_version:0", "f", "{\"b\":1,\"a\":[2]}", new Signature(Exchange.GEMINI, "C=="), null),
            new Part.ToolCall("call_2", "g", "{}", new Signature(Exchange.OPENAI, "D"), null));

    private final Exchange exchange = new Exchange();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextTurnHoldsWhatTheAnswerHeld(boolean streamed) {
        ArrayNode content = streamed ? streamed() : plain();

        ChatRequest next = exchange.read(body(content));

        assertThat(next.messages().get(1).parts()).containsExactlyElementsOf(ANSWER);
        assertThat(((Part.ToolResult) next.messages().get(2).parts().get(0)).callId())
                .isEqualTo("llm_version:0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void claudeItselfSeesNoneOfIt(boolean streamed) {
        ChatRequest next = exchange.read(body(streamed ? streamed() : plain()));

        assertThat(Json.text(exchange.write(next)))
                .contains("Look: ")
                .doesNotContain("hm", "T+/=", "\"R\"", "\"X\"", "C==", "\"D\"", "thinking");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutTheMemoryTheConversationGoesOn(boolean streamed) {
        ArrayNode content = streamed ? streamed() : plain();

        List<Message> messages = new Exchange().read(body(content)).messages();

        assertThat(messages).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(messages.get(1).parts().get(0)).isEqualTo(ANSWER.get(0));
    }

    private static ChatResponse answer() {
        return new ChatResponse(
                "r",
                "m",
                null,
                List.of(new ChatResponse.Choice(0, ANSWER, FinishReason.TOOL_CALLS, null)),
                Usage.UNKNOWN);
    }

    private ArrayNode plain() {
        return (ArrayNode) exchange.client().writeResponse(answer()).path("content");
    }

    /** The blocks as a client puts them together. */
    private ArrayNode streamed() {
        ArrayNode blocks = Json.nodes().arrayNode();
        for (SseEvent event :
                SseParser.parse(exchange.writeStream(ChatEvents.of(answer()))).events()) {
            JsonNode data = Json.parse(event.data());
            switch (data.path("type").asString()) {
                case "content_block_start" -> blocks.add(data.path("content_block"));
                case "content_block_delta" -> delta((ObjectNode) blocks.path(blocks.size() - 1), data);
                default -> {}
            }
        }
        return blocks;
    }

    private static void delta(ObjectNode block, JsonNode data) {
        data.path("delta").forEachEntry((name, value) -> {
            if (name.equals("partial_json")) {
                block.set("input", Json.parse(value.asString()));
            } else if (!name.equals("type")) {
                block.put(name, block.path(name).asString("") + value.asString());
            }
        });
    }

    private static String body(ArrayNode content) {
        ObjectNode body = Json.object().put("max_tokens", 9);
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "user").put("content", "go");
        messages.addObject().put("role", "assistant").set("content", content);
        ArrayNode results = messages.addObject().put("role", "user").putArray("content");
        for (JsonNode block : content) {
            if (block.path("type").asString().equals("tool_use")) {
                results.addObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", block.path("id").asString())
                        .put("content", "ok");
            }
        }
        return Json.text(body);
    }
}
