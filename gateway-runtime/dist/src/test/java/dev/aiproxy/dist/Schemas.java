package dev.aiproxy.dist;

import static dev.aiproxy.testkit.schema.Schemas.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** The vendors' published schemas, where they are at hand. */
enum Schemas {
    CHAT("openai-chat-request", "openai-chat-response", "openai-chat-chunk", "openai-error"),
    RESPONSES("openai-responses-request", "openai-responses-response", "openai-responses-event", "openai-error"),
    CLAUDE("anthropic-messages-request", "anthropic-message", "anthropic-stream-event", "anthropic-error"),
    GEMINI("gemini-request", "gemini-response", "gemini-response", "gemini-response");

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
        assertValid(request, json.toString());
    }

    void assertResponse(JsonNode json) {
        assertValid(response, json.toString());
    }

    void assertEvent(JsonNode json) {
        assertValid(json.has("error") && this != CLAUDE && this != RESPONSES ? error : event, json.toString());
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
            assertValid(error, json.toString());
        }
    }
}
