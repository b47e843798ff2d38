package dev.aiproxy.testkit.golden;

import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.sse.SseText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * One input of a golden test.
 *
 * @param name the file's path under the folder, without the input suffix
 * @param file the input file
 */
public record GoldenCase(String name, Path file) {

    /** The input's exact bytes. */
    public byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The input as UTF-8 text. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The input as a JSON tree with exact decimals. */
    public JsonNode json() {
        return GoldenJson.parse(text());
    }

    /** The input as an event stream. */
    public SseText sse() {
        return SseParser.parse(bytes());
    }
}
