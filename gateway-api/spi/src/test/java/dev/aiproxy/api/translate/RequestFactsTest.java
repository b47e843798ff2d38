package dev.aiproxy.api.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestFactsTest {
    @Test
    void targetIsThePathWithItsVariablesAndTheQuery() {
        assertThat(facts(Map.of("id", "resp/ö 1"), Map.of("limit", "5", "after", "a&b")))
                .isEqualTo("/v1/responses/resp%2F%C3%B6%201/input_items?after=a%26b&limit=5");
        assertThat(facts(Map.of("id", "resp_1"), Map.of())).isEqualTo("/v1/responses/resp_1/input_items");
    }

    private static String facts(Map<String, String> variables, Map<String, String> query) {
        return new RequestFacts(
                        "r",
                        Endpoint.get("/v1/responses/{id}/input_items", Operation.STORED),
                        "",
                        false,
                        variables,
                        query,
                        Headers.none(),
                        Instant.EPOCH,
                        prefix -> prefix)
                .target();
    }
}
