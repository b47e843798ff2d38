package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every Gemini recording, read from an upstream and written for a client, says the same (S-ALL-1, S-ALL-2, R-ALL-1). */
@Tag("shared")
final class RecordedGeminiTest {
    private static final Path RECORDINGS = Schemas.SHARED.resolve("recordings");

    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() {
        List<DynamicTest> tests = new ArrayList<>();
        read(RECORDINGS.resolve("digests.json")).forEachEntry((key, digest) -> {
            if (digest.path("format").asString().equals("gemini")) {
                tests.add(DynamicTest.dynamicTest(key, () -> check(body(key))));
            }
        });
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    private void check(String body) {
        Digest recorded = Digests.GEMINI.ofBody(body);
        boolean streamed = !body.strip().startsWith("{");
        if (recorded.error() != null) {
            UpstreamError error = streamed ? lastError(body) : GeminiErrors.read(200, Json.parse(body));
            assertThat(error.message()).isEqualTo(recorded.error());
            return;
        }
        List<ChatEvent> events = streamed ? exchange.readStream(body) : ChatEvents.of(exchange.readResponse(body));
        ChatResponse response = streamed ? exchange.collectStream(body) : exchange.readResponse(body);

        checkStream(recorded, exchange.writeStream(events));
        checkPlain(recorded, exchange.client().writeResponse(response));
        if (streamed) {
            checkSlices(body);
        }
    }

    private UpstreamError lastError(String body) {
        List<ChatEvent> events = exchange.readStream(body);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Failed.class);
        return ((ChatEvent.Failed) events.get(events.size() - 1)).error();
    }

    private static void checkStream(Digest recorded, String stream) {
        GeminiStreamGrammar.with().assertLegal(stream);
        assertThat(Digests.GEMINI.ofBody(stream).differencesFrom(recorded)).isEmpty();
        for (SseEvent event : SseParser.parse(stream).events()) {
            Schemas.assertValid("gemini-response", event.data());
        }
    }

    private static void checkPlain(Digest recorded, JsonNode written) {
        Schemas.assertValid("gemini-response", Json.text(written));
        assertThat(Digests.GEMINI.ofBody(Json.text(written)).differencesFrom(recorded))
                .isEmpty();
    }

    private static void checkSlices(String body) {
        List<ChatEvent> whole = new Exchange().readStream(body);
        for (String text : List.of(body, body.replace("\n", "\r\n"))) {
            for (int slice : new int[] {1, 7, 64}) {
                assertThat(new Exchange().readStream(text.getBytes(StandardCharsets.UTF_8), slice))
                        .isEqualTo(whole);
            }
        }
    }

    @TestFactory
    List<DynamicTest> requests() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (var files = Files.walk(RECORDINGS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cassette.json"))
                    .sorted()
                    .toList()) {
                for (JsonNode interaction : read(file).path("interactions")) {
                    JsonNode request = interaction.path("request");
                    if (request.path("url").asString("").matches(".*:(streamG|g)enerateContent.*")) {
                        tests.add(DynamicTest.dynamicTest(
                                file.getFileName() + "#" + tests.size(), () -> checkRequest(request)));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests;
    }

    private void checkRequest(JsonNode recorded) {
        String body = Json.text(recorded.path("body"));
        for (String model : List.of("gemini-3-pro-preview", "gemini-2.5-flash", "gemini-1.5-pro")) {
            Schemas.assertValid("gemini-request", Json.text(exchange.write(model, exchange.read(body))));
        }
    }

    private static String body(String key) {
        String[] parts = key.split("#", 2);
        Path file = RECORDINGS.resolve(parts[0]);
        if (key.endsWith(".chunks.txt")) {
            return Schemas.text(file)
                    .lines()
                    .map(line -> "data: " + line + "\n\n")
                    .collect(Collectors.joining());
        }
        if (parts.length == 1) {
            return Schemas.text(file);
        }
        JsonNode response =
                read(file).path("interactions").path(Integer.parseInt(parts[1])).path("response");
        return response.has("body_text") ? response.path("body_text").asString() : Json.text(response.path("body"));
    }

    private static JsonNode read(Path file) {
        return Json.parse(Schemas.text(file));
    }
}
