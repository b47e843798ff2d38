package dev.aiproxy.testkit.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digest.Part;
import dev.aiproxy.testkit.digest.Digest.ToolCall;
import dev.aiproxy.testkit.digest.Digest.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DigestsTest {

    private static final String CHAT = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"hi","reasoning_content":"hm","tool_calls":[
              {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}]},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1000,"completion_tokens":9,"total_tokens":1009,
              "prompt_tokens_details":{"cached_tokens":300,"cache_write_tokens":200},
              "completion_tokens_details":{"reasoning_tokens":4}}}""";
    private static final String CLAUDE = """
            {"type":"message","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"h"},
              {"type":"text","text":"i"},{"type":"tool_use","id":"c1","name":"f","input":{"x":1.0}}],"stop_reason":"tool_use",
             "usage":{"input_tokens":500,"cache_read_input_tokens":300,"cache_creation_input_tokens":200,"output_tokens":9,
              "output_tokens_details":{"thinking_tokens":4}}}""";
    private static final String GEMINI = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"hi"},
              {"functionCall":{"name":"f","args":{"x":1}}}]},"finishReason":"STOP"}],
             "usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":300,"candidatesTokenCount":5,
              "thoughtsTokenCount":4,"totalTokenCount":1009}}""";

    @Test
    void threeFormatsOfOneAnswerAgree() {
        Digest chat = Digests.CHAT.ofBody(CHAT);

        assertThat(chat)
                .isEqualTo(new Digest(
                        "hi",
                        "hm",
                        List.of(new ToolCall("c1", "f", json("{\"x\":1}"))),
                        "tool_calls",
                        "stop",
                        new Usage(1000, 300, 200, 9, 4),
                        null));
        assertThat(Digests.CLAUDE.ofBody(CLAUDE).differencesFrom(chat)).isEmpty();
        assertThat(Digests.GEMINI.ofBody(GEMINI).differencesFrom(chat, Part.CACHE_WRITE_TOKENS))
                .isEmpty();
        assertThat(Digests.GEMINI.ofBody(GEMINI).differencesFrom(chat))
                .singleElement()
                .asString()
                .startsWith("USAGE");
    }

    @Test
    void chatDeltasAddUpToTheBody() {
        String stream = """
                data: {"choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"hm"}}]}

                data: {"choices":[{"index":0,"delta":{"content":"h"}}]}

                data: {"choices":[{"index":0,"delta":{"content":"i"}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\\"x\\""}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":":1}"}}]}}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                data: [DONE]
                """;

        assertThat(Digests.CHAT.ofBody(stream).differencesFrom(Digests.CHAT.ofBody(CHAT), Part.USAGE))
                .isEmpty();
    }

    @Test
    void anErrorIsNoFinish() {
        Digest digest = Digests.CHAT.ofBody("data: {\"error\":{\"message\":\"m\"}}\n\n");

        assertThat(digest.finish()).isEqualTo("error");
        assertThat(digest.error()).isEqualTo("m");
    }

    @Test
    void lengthWinsOverCalls() {
        Digest digest = Digests.CLAUDE.ofBody(CLAUDE.replace("\"tool_use\",\n", "\"max_tokens\",\n"));

        assertThat(digest.finish()).isEqualTo("length");
    }

    @Test
    void argumentsThatAreNoJsonStayText() {
        Digest digest = Digests.CHAT.ofBody(CHAT.replace("{\\\"x\\\":1}", "{\\\"x"));

        assertThat(digest.toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.args().asString()).isEqualTo("{\"x"));
    }

    @Test
    void differencesAreNamed() {
        Digest one = Digests.CHAT.ofBody(CHAT);
        Digest other = Digests.CHAT.ofBody(CHAT.replace("hi", "ho").replace(":1}", ":2}"));

        assertThat(other.differencesFrom(one)).hasSize(2);
        assertThat(other.differencesFrom(one, Part.TEXT, Part.TOOL_CALLS)).isEmpty();
    }

    @Test
    void aMissingFinishMayBeFilledIn() {
        Digest unfinished = Digests.CHAT.ofBody(CHAT.replace(",\"finish_reason\":\"stop\"", ""));

        assertThat(unfinished.finish()).isNull();
        assertThat(Digests.CHAT.ofBody(CHAT).differencesFrom(unfinished)).isEmpty();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
