package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T-RE-10: foreign signatures are dropped, also where the body is passed through. */
final class ForeignExtensionsTest {
    private static final String SIGNED = """
            [{"role":"assistant","extra_content":{"ai_proxy":{"reasoning":[]}},
              "tool_calls":[{"id":"c","extra_content":{"google":{"thought_signature":"g"},"claude":{"signature":"s"}}}]}]
            """;

    @Test
    void openAiIsSentNone() {
        assertThat(edits(SIGNED, "openai"))
                .containsExactly(JsonEdit.set(
                        Json.parse("[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\"}]}]"), "messages"));
    }

    @Test
    void compatibleServerIsSentGoogles() {
        assertThat(edits(SIGNED, "openai-compat"))
                .containsExactly(JsonEdit.set(
                        Json.parse("[{\"role\":\"assistant\",\"tool_calls\":"
                                + "[{\"id\":\"c\",\"extra_content\":{\"google\":{\"thought_signature\":\"g\"}}}]}]"),
                        "messages"));
    }

    @Test
    void extensionsOfTheClientsOwnStay() {
        assertThat(edits("[{\"role\":\"user\",\"extra_content\":{\"x\":{\"y\":1}}}]", "openai"))
                .isEmpty();
    }

    private static List<JsonEdit> edits(String messages, String provider) {
        JsonNode found = Json.parse(messages);
        JsonBody body = path -> Optional.of(found);
        return ForeignExtensions.edits(body, provider);
    }
}
