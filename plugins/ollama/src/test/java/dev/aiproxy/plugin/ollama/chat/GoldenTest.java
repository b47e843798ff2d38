package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.testkit.golden.GoldenCase;
import dev.aiproxy.testkit.golden.GoldenFiles;
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
                .json(".qwen3.json", input -> written("qwen3:8b", input))
                .json(".gpt-oss.json", input -> written("gpt-oss:20b", input))
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
        return exchange.write(model, exchange.read(input.text()));
    }

    private static JsonNode answered(GoldenCase input) {
        Exchange exchange = new Exchange();
        return exchange.client().writeResponse(exchange.readResponse(input.text()));
    }

    private static String lines(ChatRequest request) {
        StringBuilder text = new StringBuilder();
        request.messages()
                .forEach(message -> text.append(message.role()).append('\n').append(each(message.parts())));
        List.of(request.tooling(), request.sampling(), request.output(), request.unknown())
                .forEach(each -> text.append(each).append('\n'));
        return text.append(request.reasoning()).append('\n').toString();
    }

    private static String lines(ChatResponse response) {
        ChatResponse.Choice choice = response.first();
        return choice.finishReason() + "\n" + each(choice.parts()) + response.usage() + "\n" + response.created()
                + "\n";
    }

    private static String each(List<?> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append("  ").append(part).append('\n'));
        return text.toString();
    }
}
