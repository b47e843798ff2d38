package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every Chat recording, read from an upstream and written for a client, says the same (S-ALL-1, S-ALL-2, R-ALL-1). */
@Tag("shared")
final class RecordedChatTest {
    private static final Path SHARED = Path.of(System.getProperty("aiproxy.shared", ".."));
    private static final Path RECORDINGS = SHARED.resolve("recordings");

    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        read(RECORDINGS.resolve("digests.json")).forEachEntry((key, digest) -> {
            if (digest.path("format").asString().equals("chat")) {
                tests.add(DynamicTest.dynamicTest(key, () -> check(key)));
            }
        });
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    private void check(String key) throws IOException {
        String body = body(key);
        Digest recorded = Digests.CHAT.ofBody(body);
        if (recorded.error() != null) {
            JsonNode error = Json.parse(body);
            assertThat(OpenAiErrors.read(400, error).message()).isEqualTo(recorded.error());
            return;
        }
        boolean streamed = !body.strip().startsWith("{");
        List<ChatEvent> events = streamed ? exchange.readStream(body) : ChatEvents.of(exchange.readResponse(body));
        ChatResponse response = streamed ? exchange.collectStream(body) : exchange.readResponse(body);

        checkStream(recorded, exchange.writeStream(true, events));
        checkPlain(recorded, exchange.client().writeResponse(response));
        if (streamed) {
            checkSlices(body, events);
        }
    }

    private static void checkStream(Digest recorded, String stream) {
        ChatStreamGrammar.with(StreamOption.CLIENT_ASKED_FOR_USAGE).assertLegal(stream);
        assertThat(Digests.CHAT.ofBody(stream).differencesFrom(recorded)).isEmpty();
        for (SseEvent event : SseParser.parse(stream).events()) {
            if (!event.isDone()) {
                assertValid("openai-chat-chunk", event.data());
            }
        }
    }

    private static void checkPlain(Digest recorded, JsonNode written) {
        assertValid("openai-chat-response", Json.text(written));
        assertThat(Digests.CHAT.ofBody(Json.text(written)).differencesFrom(recorded))
                .isEmpty();
    }

    private static void checkSlices(String body, List<ChatEvent> whole) {
        for (String text : List.of(body, body.replace("\n", "\r\n"))) {
            for (int slice : new int[] {1, 7, 64}) {
                assertThat(new Exchange().readStream(text.getBytes(StandardCharsets.UTF_8), slice))
                        .isEqualTo(new Exchange().readStream(body))
                        .hasSameSizeAs(whole);
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
                    if (request.path("url").asString("").endsWith("/chat/completions")) {
                        tests.add(DynamicTest.dynamicTest(file.getFileName() + "#" + tests.size(), () -> {
                            String body = Json.text(request.path("body"));
                            assertValid("openai-chat-request", Json.text(exchange.write(exchange.read(body))));
                        }));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void assertValid(String schema, String json) {
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(SHARED.resolve("schemas").resolve(schema + ".schema.json")), InputFormat.JSON);
        assertThat(validator.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private static String body(String key) throws IOException {
        String[] parts = key.split("#", 2);
        Path file = RECORDINGS.resolve(parts[0]);
        if (parts.length == 1) {
            return Files.readString(file);
        }
        JsonNode response =
                read(file).path("interactions").path(Integer.parseInt(parts[1])).path("response");
        return response.has("body_text") ? response.path("body_text").asString() : Json.text(response.path("body"));
    }

    private static JsonNode read(Path file) {
        return Json.parse(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
