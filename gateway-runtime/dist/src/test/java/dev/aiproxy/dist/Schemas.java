package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The vendors' published schemas, where they are at hand. */
enum Schemas {
    CHAT("openai-chat-request", "openai-chat-response", "openai-chat-chunk", "openai-error"),
    CLAUDE("anthropic-messages-request", "anthropic-message", "anthropic-stream-event", "anthropic-error"),
    GEMINI("gemini-request", "gemini-response", "gemini-response", "gemini-response");

    private static final Path FOLDER = Path.of(System.getProperty("aiproxy.shared", ".."), "schemas");
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private final String request;
    private final String response;
    private final String event;
    private final String error;

    Schemas(String request, String response, String event, String error) {
        this.request = request;
        this.response = response;
        this.event = event;
        this.error = error;
    }

    static Schemas of(Client client) {
        return valueOf(client.name());
    }

    void assertRequest(JsonNode json) {
        assertValid(request, json);
    }

    void assertResponse(JsonNode json) {
        assertValid(response, json);
    }

    void assertEvent(JsonNode json) {
        assertValid(json.has("error") && this != CLAUDE ? error : event, json);
    }

    /** Gemini publishes no schema of its errors. */
    void assertError(JsonNode json) {
        if (this == GEMINI) {
            assertThat(json.path("error").path("code").isInt())
                    .as(json.toString())
                    .isTrue();
            assertThat(json.path("error").path("message").isString())
                    .as(json.toString())
                    .isTrue();
            assertThat(json.path("error").path("status").isString())
                    .as(json.toString())
                    .isTrue();
        } else {
            assertValid(error, json);
        }
    }

    private static void assertValid(String schema, JsonNode json) {
        String text = json.toString();
        assertThat(LOADED.computeIfAbsent(schema, Schemas::load).validate(text, InputFormat.JSON))
                .as(text)
                .isEmpty();
    }

    private static Schema load(String name) {
        try {
            String text = Files.readString(FOLDER.resolve(name + ".schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
