package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.golden.GoldenCase;
import dev.aiproxy.testkit.golden.GoldenFiles;
import dev.aiproxy.testkit.schema.Schemas;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Requests and answers of this format: what is read from them, and what is written for it. */
final class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @TestFactory
    List<DynamicTest> requests() {
        return GoldenFiles.in(FOLDER.resolve("requests"))
                .text(".read.txt", input -> lines(new Exchange().read(input.text())))
                .json(".gemini-3.json", input -> written("gemini-3-pro-preview", input))
                .json(".gemini-2.5.json", input -> written("gemini-2.5-flash", input))
                .json(".gemini-1.5.json", input -> written("gemini-1.5-pro", input))
                .tests();
    }

    @TestFactory
    List<DynamicTest> answers() {
        return GoldenFiles.in(FOLDER.resolve("answers"))
                .text(".read.txt", input -> lines(new Exchange().readResponse(input.text())))
                .json(".out.json", GoldenTest::answered)
                .tests();
    }

    private static JsonNode written(String model, GoldenCase input) {
        Exchange exchange = new Exchange();
        JsonNode body = exchange.write(model, exchange.read(input.text()));
        if (Schemas.arePresent()) {
            Schemas.assertValid("gemini-request", Json.text(body));
        }
        return body;
    }

    private static JsonNode answered(GoldenCase input) {
        Exchange exchange = new Exchange();
        JsonNode body = exchange.client().writeResponse(exchange.readResponse(input.text()));
        if (Schemas.arePresent()) {
            Schemas.assertValid("gemini-response", Json.text(body));
        }
        return body;
    }

    private static String lines(ChatRequest request) {
        StringBuilder text = new StringBuilder();
        request.messages()
                .forEach(message -> text.append(message.role()).append('\n').append(each(message.parts())));
        return text.append(request.tooling())
                .append('\n')
                .append(request.sampling())
                .append('\n')
                .append(request.output())
                .append('\n')
                .append(request.reasoning())
                .append('\n')
                .append(request.unknown())
                .append('\n')
                .toString();
    }

    private static String lines(ChatResponse response) {
        StringBuilder text = new StringBuilder();
        for (ChatResponse.Choice choice : response.choices()) {
            text.append(choice.index())
                    .append(' ')
                    .append(choice.finishReason())
                    .append('\n');
            text.append(each(choice.parts()));
        }
        return text.append(response.usage()).append('\n').toString();
    }

    private static String each(List<?> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append("  ").append(part).append('\n'));
        return text.toString();
    }
}
