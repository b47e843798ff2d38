package dev.aiproxy.plugin.openai.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.ModelsCodec.ModelInfo;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenAiModelsTest {
    private static final RequestFacts FACTS = new RequestFacts(
            "r",
            Endpoint.get("/v1/models", Operation.MODELS),
            "",
            false,
            Map.of(),
            Map.of(),
            Headers.none(),
            Instant.EPOCH,
            prefix -> prefix);

    private final OpenAiModels models = new OpenAiModels();

    @Test
    void theListHasOpenAisShape() {
        assertThat(Json.text(models.writeList(List.of(new ModelInfo("team/gpt-4o", "openai", 7, null)), FACTS)))
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"team/gpt-4o\",\"object\":\"model\",\"created\":7,"
                        + "\"owned_by\":\"openai\"}]}");
        assertThat(Json.text(models.writeList(List.of(), FACTS))).isEqualTo("{\"object\":\"list\",\"data\":[]}");
    }

    @Test
    void listsOfServersAreRead() {
        assertThat(models.readList(Json.parse("{\"data\":[{\"id\":\"a\"},{\"id\":7},{}, {\"id\":\"b\"}]}"))
                        .ids())
                .containsExactly("a", "b");
        assertThat(models.readList(Json.parse("[{\"id\":\"a\"}]")).ids()).containsExactly("a");
        assertThat(models.readList(Json.parse("\"nonsense\"")).ids()).isEmpty();
    }
}
