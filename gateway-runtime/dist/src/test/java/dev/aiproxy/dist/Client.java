package dev.aiproxy.dist;

import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import dev.aiproxy.testkit.grammar.ResponsesStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A client of one wire format, as far as a matrix of formats needs one. */
enum Client {
    CHAT("openai"),
    RESPONSES("openai-responses"),
    CLAUDE("claude"),
    GEMINI("gemini");

    private final String provider;

    Client(String provider) {
        this.provider = provider;
    }

    /** By the name that the list of digests uses. */
    static Optional<Client> of(String name) {
        return Arrays.stream(values())
                .filter(client -> client.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The model that the provider of this format serves. */
    String model() {
        return "model-" + provider;
    }

    /** The section of the configuration with this format's provider at an address. */
    String section(URI upstream) {
        return section(upstream, List.of(model()));
    }

    /** The same, with the models that the provider serves. */
    String section(URI upstream, List<String> models) {
        return """
                %s:
                  - api-key: provider-key
                    base-url: %s
                    models: %s
                    %s
                """.formatted(key(), upstream, models, options());
    }

    /** The section with a credential for each of so many models, so that what befalls one leaves the others alone. */
    String section(URI upstream, int models) {
        StringBuilder section = new StringBuilder(key() + ":\n");
        for (int i = 0; i < models; i++) {
            section.append("""
                      - api-key: provider-key-%d
                        base-url: %s
                        models: [%s-%d]
                        %s
                    """.formatted(i, upstream, model(), i, options()));
        }
        return section.toString();
    }

    /** OpenAI's own section is that of Chat; a compatible server plays the provider that is asked in Responses. */
    private String key() {
        return this == RESPONSES ? "openai-compatibility" : provider + "-api-key";
    }

    private String options() {
        return this == RESPONSES ? "wire-api: responses" : "disabled: false";
    }

    /** Asks for one answer on a connection of its own. */
    RawHttpClient.Response ask(URI gateway, String model, boolean stream) throws IOException {
        try (RawHttpClient http = RawHttpClient.connect(gateway)) {
            return http.post(target(model, stream), body(model, stream)).readResponse();
        }
    }

    /** Where this format is asked. */
    String target(String model, boolean stream) {
        return switch (this) {
            case CHAT -> "/v1/chat/completions";
            case RESPONSES -> "/v1/responses";
            case CLAUDE -> "/v1/messages";
            case GEMINI -> "/v1beta/models/" + model + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
        };
    }

    /** A request of a few words. */
    String body(String model, boolean stream) {
        return switch (this) {
            case CHAT -> """
                {"model":"%s","stream":%s,%s"messages":[{"role":"user","content":"Hello"}]}""".formatted(model, stream, stream ? "\"stream_options\":{\"include_usage\":true}," : "");
            case RESPONSES -> """
                {"model":"%s","stream":%s,"input":"Hello"}""".formatted(model, stream);
            case CLAUDE -> """
                {"model":"%s","stream":%s,"max_tokens":1000,"messages":[{"role":"user","content":"Hello"}]}""".formatted(model, stream);
            case GEMINI -> """
                {"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}""";
        };
    }

    /** The grammar of a stream that the gateway wrote for this client. */
    StreamGrammar grammar(StreamOption... options) {
        StreamOption[] all = Stream.concat(Stream.of(StreamOption.CLIENT_ASKED_FOR_USAGE), Arrays.stream(options))
                .toArray(StreamOption[]::new);
        return switch (this) {
            case CHAT -> ChatStreamGrammar.with(all);
            case RESPONSES -> ResponsesStreamGrammar.with(options);
            case CLAUDE -> ClaudeStreamGrammar.with(options);
            case GEMINI -> GeminiStreamGrammar.with(options);
        };
    }
}
