package dev.aiproxy.plugin.openaicompat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class CommonDialectTest {
    @Test
    void theOlderLimitIsUsed_TSA4() {
        assertThat(applied("{\"max_completion_tokens\":5}")).isEqualTo("{\"max_tokens\":5}");
    }

    @Test
    void developersSpeakAsTheSystem_D36() {
        assertThat(
                        applied(
                                "{\"messages\":[{\"role\":\"developer\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}"))
                .isEqualTo(
                        "{\"messages\":[{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}");
    }

    @Test
    void whatOnlyOpenAiKnowsIsLeftOut() {
        assertThat(applied(
                        "{\"model\":\"m\",\"store\":true,\"service_tier\":\"auto\",\"metadata\":{},\"verbosity\":\"low\","
                                + "\"prompt_cache_key\":\"k\",\"temperature\":0}"))
                .isEqualTo("{\"model\":\"m\",\"temperature\":0}");
    }

    @Test
    void allowedToolsBecomeFewerTools() {
        assertThat(applied(
                        "{\"tools\":[{\"function\":{\"name\":\"a\"}},{\"function\":{\"name\":\"b\"}}],\"tool_choice\":"
                                + "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\","
                                + "\"tools\":[{\"function\":{\"name\":\"b\"}}]}}}"))
                .isEqualTo("{\"tools\":[{\"function\":{\"name\":\"b\"}}],\"tool_choice\":\"required\"}");
    }

    private static String applied(String body) {
        ObjectNode node = (ObjectNode) Json.parse(body);
        CommonDialect.apply(node);
        return Json.text(node);
    }
}
