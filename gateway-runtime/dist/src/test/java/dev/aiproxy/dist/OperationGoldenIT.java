package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.golden.GoldenCase;
import dev.aiproxy.testkit.golden.GoldenFiles;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Operations other than conversations in translation. A case says what a client asks and what the upstream answers; expected is what
 * the upstream is asked and what the client is answered.
 */
final class OperationGoldenIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/operations");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(Map.of(
                Client.CHAT, List.of("text-embedding-3-small"),
                Client.CLAUDE, List.of("claude-sonnet-4-5"),
                Client.GEMINI, List.of("gemini-2.5-flash", "gemini-embedding-001")));
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @TestFactory
    List<DynamicTest> translations() {
        return GoldenFiles.in(GOLDEN)
                .json(".upstream.json", OperationGoldenIT::asked)
                .json(".client.json", OperationGoldenIT::answered)
                .tests();
    }

    private static JsonNode asked(GoldenCase input) throws Exception {
        ask(input);
        RecordedRequest request = providers.upstream().takeRequest(PATIENCE);
        assertLegal(request.json());
        ObjectNode asked = JsonMapper.shared().createObjectNode().put("target", request.target());
        return asked.set("body", request.json());
    }

    /** A question for a count holds a conversation; the vendors publish schemas of those. */
    private static void assertLegal(JsonNode body) {
        if (!dev.aiproxy.testkit.schema.Schemas.arePresent()) {
            return;
        }
        if (body.has("generateContentRequest")) {
            Schemas.GEMINI.assertRequest(body.path("generateContentRequest"));
        } else if (body.has("messages")) {
            Schemas.CLAUDE.assertRequest(((ObjectNode) body.deepCopy()).put("max_tokens", 1));
        }
    }

    private static JsonNode answered(GoldenCase input) throws Exception {
        FormatLab.Answer answer = ask(input);
        providers.upstream().takeRequest(PATIENCE);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static FormatLab.Answer ask(GoldenCase input) throws IOException {
        JsonNode json = input.json();
        providers.upstream().enqueue(Reply.json(json.path("answer").toString()));
        return providers.post(json.path("target").asString(), json.path("body").toString());
    }
}
