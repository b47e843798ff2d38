package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T-SC-5: a name that a provider refuses is another one there, and the client's own again in the answer. */
final class ToolNamesIT {
    private static final String NAME = "mcp.server:" + "list_".repeat(20);

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.start();
        providers.upstream().respond(ToolNamesIT::callOfTheToolThatWasOffered);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @Test
    void clientIsCalledByTheNameThatItGave() throws IOException {
        for (Client client : Client.values()) {
            for (Client provider : Client.values()) {
                for (boolean stream : new boolean[] {false, true}) {
                    if (client != provider) {
                        assertSameName(client, provider, stream);
                    }
                }
            }
        }
    }

    private static void assertSameName(Client client, Client provider, boolean stream) throws IOException {
        int before = providers.upstream().requestCount();

        FormatLab.Answer answer =
                providers.ask(client, provider.model(), stream, request(client, provider.model(), stream));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String offered = offered(providers.upstream().requests().get(before));
        assertThat(offered).matches(pattern(provider));
        assertThat(Digests.valueOf(client.name()).ofBody(answer.body()).toolCalls())
                .as("%s with %s: %s", client, provider, answer.body())
                .extracting(Digest.ToolCall::name)
                .containsExactly(NAME);
    }

    /** W-CH-12, W-CL-4, W-GE-7. */
    private static String pattern(Client provider) {
        return switch (provider) {
            case CHAT, RESPONSES -> "[a-zA-Z0-9_-]{1,64}";
            case CLAUDE -> "[a-zA-Z0-9_-]{1,128}";
            case GEMINI -> "[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}";
        };
    }

    private static String request(Client client, String model, boolean stream) {
        String tools = switch (client) {
            case CHAT -> "[{\"type\":\"function\",\"function\":{\"name\":\"%s\"}}]";
            case RESPONSES -> "[{\"type\":\"function\",\"name\":\"%s\"}]";
            case CLAUDE -> "[{\"name\":\"%s\",\"input_schema\":{\"type\":\"object\"}}]";
            case GEMINI -> "[{\"functionDeclarations\":[{\"name\":\"%s\"}]}]";
        };
        return client.body(model, stream).replaceFirst("\\{", "{\"tools\":" + tools.formatted(NAME) + ",");
    }

    private static String offered(RecordedRequest request) {
        List<String> names = new ArrayList<>();
        for (JsonNode found : request.json().path("tools").findValues("name")) {
            names.add(found.asString());
        }
        return String.join(" ", names);
    }

    private static Reply callOfTheToolThatWasOffered(RecordedRequest request) {
        String name = offered(request);
        if (request.target().contains("models/")) {
            return Reply.json("""
                {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"%s"}}]},"finishReason":"STOP",\
                "index":0}],"responseId":"r","modelVersion":"m"}""".formatted(name));
        }
        if (request.target().startsWith("/v1/messages")) {
            return Reply.json("""
                {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"t","name":"%s",\
                "input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""".formatted(name));
        }
        if (request.target().startsWith("/v1/responses")) {
            return Reply.json("""
                {"id":"resp_1","status":"completed","model":"m","output":[{"type":"function_call","id":"fc_1","call_id":"t",\
                "name":"%s","arguments":"{}"}]}""".formatted(name));
        }
        return Reply.json("""
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"%s","arguments":"{}"}}]},\
            "finish_reason":"tool_calls"}]}""".formatted(name));
    }
}
