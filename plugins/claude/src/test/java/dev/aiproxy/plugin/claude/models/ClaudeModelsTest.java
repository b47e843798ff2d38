package dev.aiproxy.plugin.claude.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.ModelsCodec.ModelInfo;
import dev.aiproxy.api.translate.ModelsCodec.Page;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClaudeModelsTest {
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

    private final ClaudeModels models = new ClaudeModels();

    @Test
    void listsHaveAnthropicsShape() {
        var list = models.writeList(
                List.of(new ModelInfo("a", "claude", 0, null), new ModelInfo("b", "openai", 1, "B")), FACTS);

        assertThat(list).isEqualTo(Json.parse("""
                {"data":[{"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"},
                  {"type":"model","id":"b","display_name":"B","created_at":"1970-01-01T00:00:01Z"}],
                 "has_more":false,"first_id":"a","last_id":"b"}"""));
    }

    @Test
    void pagesNameTheNextOne() {
        assertThat(models.readList(Json.parse("{\"data\":[{\"id\":\"a\"},{}],\"has_more\":true,\"last_id\":\"a\"}")))
                .isEqualTo(new Page(List.of("a"), Optional.of("after_id=a")));
        assertThat(models.readList(Json.parse("{\"data\":[],\"has_more\":false,\"last_id\":null}")))
                .isEqualTo(new Page(List.of(), Optional.empty()));
    }
}
