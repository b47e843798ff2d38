package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** T-RE-10: what a provider sealed comes back as it was, through a client that replays items or only calls. */
final class SealsTest {
    private static final String SEALS =
            "{\"model\":\"m\",\"input\":\"U\",\"include\":[\"reasoning.encrypted_content\"]}";
    private static final List<Part> CLAUDES = List.of(
            new Part.Reasoning("Hidden thought", new Signature(Exchange.CLAUDE, "EpQB+c2ln/==")),
            new Part.RedactedReasoning(new Signature(Exchange.CLAUDE, "cmVk.YWN0")),
            Part.Text.of("Look"),
            Part.ToolCall.of("toolu_1", "f", "{\"a\":1}"));
    private static final List<Part> GEMINIS = List.of(
            new Part.Reasoning("thought", null),
            new Part.Text("Look", List.of(), new Signature(Exchange.GEMINI, "dGV4dA=="), null),
            new Part.ToolCall("c1", "f", "{}", new Signature(Exchange.GEMINI, "Y2FsbA=="), null),
            Part.ToolCall.of("c2", "g", "{}"));

    private final Exchange exchange = new Exchange();

    private ArrayNode answer(String request, List<Part> said) {
        ClientCodec client = exchange.client();
        client.readRequest((ObjectNode) Json.parse(request));
        ChatResponse response = new ChatResponse(
                null,
                null,
                null,
                List.of(new ChatResponse.Choice(0, said, FinishReason.TOOL_CALLS, null)),
                Usage.UNKNOWN);
        return (ArrayNode) client.writeResponse(response).path("output");
    }

    private List<Part> replayed(ArrayNode items) {
        ObjectNode body = Json.object().put("model", "m");
        body.putArray("input").addAll(items);
        return exchange.client().readRequest(body).messages().get(0).parts();
    }

    @Test
    void replayedItemsBringBackClaudesThinking() {
        assertThat(replayed(answer(SEALS, CLAUDES))).isEqualTo(CLAUDES);
    }

    @Test
    void replayedItemsBringBackGeminisSignatures() {
        ArrayNode items = answer(SEALS, GEMINIS);

        assertThat(new Exchange()
                        .client()
                        .readRequest(body(items))
                        .messages()
                        .get(0)
                        .parts())
                .isEqualTo(GEMINIS);
    }

    private static ObjectNode body(ArrayNode items) {
        ObjectNode body = Json.object().put("model", "m");
        body.putArray("input").addAll(items);
        return body;
    }

    @Test
    void clientThatReplaysNoReasoningFindsItByItsCalls() {
        ArrayNode items = answer("{\"model\":\"m\",\"input\":\"U\"}", CLAUDES);
        items.removeIf(item -> item.path("type").asString().equals("reasoning"));

        assertThat(replayed(items)).containsExactlyInAnyOrderElementsOf(CLAUDES);
    }

    @Test
    void clientThatDidNotAskGetsNoItemsOfSealsAlone() {
        ArrayNode items = answer("{\"model\":\"m\",\"input\":\"U\"}", GEMINIS);

        assertThat(items)
                .extracting(item -> item.path("type").asString())
                .containsExactly("reasoning", "message", "function_call", "function_call");
    }

    /** Never minted: thinking that nobody sealed has no content. */
    @Test
    void unsealedThinkingHasNoEncryptedContent() {
        ArrayNode items = answer(SEALS, List.of(new Part.Reasoning("hm", null), Part.Text.of("a")));

        assertThat(items.path(0).has("encrypted_content")).isFalse();
    }

    /** OpenAI binds its content to the id of its item, which is a new one here. */
    @Test
    void ownContentKeepsItsItemsId() {
        List<Part> said =
                List.of(new Part.Reasoning("hm", new Signature(ResponsesFormat.ID, "rs_1|gAAA==")), Part.Text.of("a"));

        assertThat(replayed(answer(SEALS, said))).isEqualTo(said);
    }

    @Test
    void damagedSealsAreDropped() {
        ObjectNode body = body((ArrayNode) Json.parse("""
            [{"type":"reasoning","id":"rs_aiproxy_1","summary":[],"encrypted_content":"ai-proxy.claude"},
            {"role":"assistant","content":"a"}]"""));

        assertThat(exchange.client().readRequest(body).messages().get(0).parts())
                .containsExactly(Part.Text.of("a"));
    }
}
