package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every body that the golden files show us emitting is what the vendors' schemas allow. */
@Tag("shared")
final class GoldenSchemasIT {
    @TestFactory
    Stream<DynamicTest> requestIsValid() throws IOException {
        return Stream.concat(expected("requests"), expected("models"))
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> check(file)));
    }

    @TestFactory
    Stream<DynamicTest> answerIsValid() throws IOException {
        return expected("answers").map(file -> DynamicTest.dynamicTest(file.toString(), () -> checkAnswer(file)));
    }

    private static void checkAnswer(Path file) throws IOException {
        String[] name = file.getFileName().toString().split("\\.");
        Schemas schemas = Schemas.of(Client.of(name[name.length - 2]).orElseThrow());
        if (name[name.length - 1].equals("json")) {
            schemas.assertResponse(JsonMapper.shared().readTree(Files.readString(file)));
            return;
        }
        for (SseEvent event : SseParser.parse(Files.readString(file)).events()) {
            if (!event.isDone()) {
                schemas.assertEvent(JsonMapper.shared().readTree(event.data()));
            }
        }
    }

    private static void check(Path file) throws IOException {
        JsonNode body = JsonMapper.shared().readTree(Files.readString(file));
        if (body.has("status")) {
            Client client = Client.of(file.getParent().getFileName().toString()).orElseThrow();
            Schemas.of(client).assertError(body.path("error"));
        } else {
            target(file.getFileName().toString()).assertRequest(body);
        }
    }

    private static Schemas target(String name) {
        if (name.contains(".codex-") || name.contains(".responses-")) {
            return Schemas.RESPONSES;
        }
        if (name.contains(".gpt-")) {
            return Schemas.CHAT;
        }
        return name.contains(".claude-") ? Schemas.CLAUDE : Schemas.GEMINI;
    }

    private static Stream<Path> expected(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(GoldenRequestsIT.GOLDEN.resolve(folder))) {
            List<Path> expected = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".in."))
                    .toList();
            assertThat(expected).hasSizeGreaterThan(10);
            return expected.stream();
        }
    }
}
