package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.golden.GoldenCase;
import dev.aiproxy.testkit.golden.GoldenFiles;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.schema.Schemas;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What comes out of the codec, as files. Where Anthropic's schemas are at hand, everything written is held against them. */
final class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** A client's body, read and written for an upstream of the same format. */
    @TestFactory
    List<DynamicTest> requests() {
        return GoldenFiles.in(GOLDEN.resolve("requests"))
                .json(".upstream.json", GoldenTest::upstream)
                .tests();
    }

    private static JsonNode upstream(GoldenCase input) {
        JsonNode body = input.json();
        CodecExchange exchange = new Exchange()
                .forClient(ClaudeFormat.ID)
                .toModel(body.path("model").asString());
        return valid("anthropic-messages-request", exchange.write(exchange.read(input.text())));
    }

    /** An upstream's answer, read and written for a client of the same format, whole and as a stream. */
    @TestFactory
    List<DynamicTest> answers() {
        return GoldenFiles.in(GOLDEN.resolve("answers"))
                .json(".client.json", input -> {
                    Exchange exchange = new Exchange();
                    ChatResponse response = exchange.readResponse(input.text());
                    return valid("anthropic-message", exchange.client().writeResponse(response));
                })
                .text(".client.sse", input -> {
                    Exchange exchange = new Exchange();
                    return valid(exchange.writeStream(ChatEvents.of(exchange.readResponse(input.text()))));
                })
                .tests();
    }

    private static JsonNode valid(String schema, JsonNode body) {
        if (Schemas.arePresent()) {
            Schemas.assertValid(schema, Json.text(body));
        }
        return body;
    }

    private static String valid(String stream) {
        ClaudeStreamGrammar.with().assertLegal(stream);
        if (Schemas.arePresent()) {
            for (SseEvent event : SseParser.parse(stream).events()) {
                Schemas.assertValid("anthropic-stream-event", event.data());
            }
        }
        return stream;
    }
}
