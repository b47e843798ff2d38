package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
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
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.testkit.sse.SseParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Signatures come back byte for byte to whom they belong (T-RE-8, T-RE-10, W-GE-12). */
final class SealsTest {
    private static final Signature CLAUDE = new Signature(Exchange.CLAUDE, "EqQB+/=:é");
    private static final List<Part> ANSWER = List.of(
            new Part.Reasoning("first thought", CLAUDE),
            new Part.RedactedReasoning(new Signature(Exchange.CLAUDE, "hidden")),
            Part.Text.of("Let me look."),
            Part.ToolCall.of("toolu_1", "look", "{\"at\":1}"));
    private static final ChatResponse RESPONSE = new ChatResponse(
            "msg_1",
            "claude",
            null,
            List.of(new ChatResponse.Choice(0, ANSWER, FinishReason.TOOL_CALLS, null)),
            Usage.of(1, 2));

    private final Exchange exchange = new Exchange();

    @Test
    void claudesThinkingTravelsThroughAGeminiClient() {
        JsonNode parts = exchange.client()
                .writeResponse(RESPONSE)
                .path("candidates")
                .path(0)
                .path("content")
                .path("parts");

        assertThat(replayed(parts)).isEqualTo(ANSWER);
    }

    @Test
    void aReencodedSignatureIsStillKnown() {
        JsonNode parts = Json.parse("[{\"text\":\"t\",\"thought\":true,\"thoughtSignature\":\""
                + ThoughtSignatures.write(CLAUDE)
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace("=", "") + "\"}]");

        assertThat(replayed(parts)).containsExactly(new Part.Reasoning("t", CLAUDE));
    }

    @Test
    void theSameThroughAStream() {
        String stream = exchange.writeStream(ChatEvents.of(RESPONSE));
        ArrayNode parts = Json.nodes().arrayNode();
        SseParser.parse(stream)
                .events()
                .forEach(event -> Json.parse(event.data())
                        .path("candidates")
                        .path(0)
                        .path("content")
                        .path("parts")
                        .forEach(parts::add));

        assertThat(replayed(parts)).isEqualTo(ANSWER);
    }

    @Test
    void aClientThatOnlyReplaysItsCallsWithoutIdsLosesNothing() {
        exchange.client().writeResponse(RESPONSE);

        List<Part> parts = replayed(Json.parse("[{\"functionCall\":{\"name\":\"look\",\"args\":{\"at\":1}}}]"));

        assertThat(parts).hasSize(3).startsWith(ANSWER.get(0), ANSWER.get(1));
    }

    @Test
    void aCallWithoutIdIsGivenNothingOfAnotherConversation() {
        exchange.client().writeResponse(RESPONSE);
        ObjectNode body = (ObjectNode) Json.parse("""
                {"contents":[{"role":"user","parts":[{"text":"Something else"}]},
                 {"role":"model","parts":[{"functionCall":{"name":"look","args":{"at":1}}}]}]}
                """);

        List<Message> messages = exchange.client().readRequest(body).messages();

        assertThat(messages.get(1).parts()).hasSize(1);
    }

    @Test
    void foreignSignaturesAreNeverSentToGoogle() {
        List<Message> messages = List.of(Message.text(Role.USER, "hi"), Message.of(Role.ASSISTANT, ANSWER));

        ObjectNode body = exchange.write("gemini-2.5-pro", ChatRequest.of(messages));

        assertThat(Json.text(body)).doesNotContain("thoughtSignature").doesNotContain("first thought");
    }

    @Test
    void norAreTheyPassedThroughToGoogle() {
        JsonNode contents =
                Json.parse("[{\"role\":\"model\",\"parts\":[{\"text\":\"x\",\"thought\":true,\"thoughtSignature\":\""
                        + ThoughtSignatures.write(CLAUDE)
                        + "\"},{\"functionCall\":{\"name\":\"f\"},\"thoughtSignature\":\""
                        + ThoughtSignatures.write(CLAUDE)
                        + "\"},{\"text\":\"own\",\"thoughtSignature\":\"AbC+\"}]}]");

        List<JsonEdit> edits = new GeminiTap(exchange.target("gemini-3-pro-preview")).request(body(contents));

        assertThat(edits)
                .containsExactly(JsonEdit.set(
                        Json.parse("[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"},"
                                + "\"thoughtSignature\":\"skip_thought_signature_validator\"},"
                                + "{\"text\":\"own\",\"thoughtSignature\":\"AbC+\"}]}]"),
                        "contents"));
    }

    @Test
    void aBodyWithoutForeignSignaturesKeepsItsBytes() {
        JsonNode contents = Json.parse("[{\"parts\":[{\"text\":\"own\",\"thoughtSignature\":\"AbC+\"}]}]");

        assertThat(new GeminiTap(exchange.target("gemini-3-pro-preview")).request(body(contents)))
                .isEmpty();
    }

    @Test
    void aSignatureOfGooglesReturnsOnItsOwnPart() {
        List<ChatEvent> events = exchange.readStream(Exchange.sse(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"T=\"}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"},\"thoughtSignature\":\"C=\"}"
                        + "]},\"finishReason\":\"STOP\"}]}"));
        var collector = new ChatCollector();
        events.forEach(collector);
        List<Part> parts = collector.response().first().parts();

        ObjectNode body = exchange.write(
                "gemini-3-pro-preview",
                ChatRequest.of(List.of(Message.text(Role.USER, "q"), Message.of(Role.ASSISTANT, parts))));

        JsonNode written = body.path("contents").path(1).path("parts");
        assertThat(written.path(0).path("thoughtSignature").asString()).isEqualTo("T=");
        assertThat(written.path(1).path("thoughtSignature").asString()).isEqualTo("C=");
    }

    private List<Part> replayed(JsonNode parts) {
        ObjectNode body = Json.object();
        body.putArray("contents").addObject().put("role", "model").set("parts", parts);
        return exchange.client().readRequest(body).messages().get(0).parts();
    }

    private static JsonBody body(JsonNode contents) {
        return new JsonBody() {
            @Override
            public Optional<JsonNode> find(String... path) {
                return Optional.of(contents);
            }
        };
    }
}
