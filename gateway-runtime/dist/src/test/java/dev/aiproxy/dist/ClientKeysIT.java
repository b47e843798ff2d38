package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client keys that are limited to models. */
final class ClientKeysIT {
    private static final String ANY = "x-api-key: any-key";
    private static final String LIMITED = "x-api-key: limited-key";

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        Map<Client, List<String>> models = Map.of(
                Client.CHAT, List.of("small-1", "large-1"),
                Client.CLAUDE, List.of("small-2", "large-2"),
                Client.GEMINI, List.of("small-3", "large-3"));
        providers = FormatLab.serving(models, """
                api-keys:
                  - any-key
                  - { key: limited-key, name: interns, models: ["small-*"] }
                """);
        providers.upstream().respond(MinimalAnswers::to);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void keyServesTheModelsThatItIsLimitedTo(Client client) throws IOException {
        for (String model : List.of("small-1", "small-2", "small-3")) {
            assertThat(ask(client, model, LIMITED).status()).as(model).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void otherModelIsForbiddenInTheClientsFormatWhetherItExistsOrNot(Client client) throws IOException {
        for (String model : List.of("large-1", "large-9")) {
            FormatLab.Answer answer = ask(client, model, LIMITED);

            assertThat(answer.status()).as(model).isEqualTo(403);
            JsonNode error = json(answer).path("error");
            assertThat(error.path("message").asString())
                    .contains("the API key may not be used for the model '" + model + "'");
            switch (client) {
                case CHAT -> assertThat(error.path("type").asString()).isEqualTo("permission_error");
                case CLAUDE -> assertThat(error.path("type").asString()).isEqualTo("permission_error");
                case GEMINI -> assertThat(error.path("status").asString()).isEqualTo("PERMISSION_DENIED");
            }
        }
    }

    @Test
    void keyWithoutLimitServesEverything() throws IOException {
        assertThat(ask(Client.CHAT, "large-1", ANY).status()).isEqualTo(200);
    }

    @Test
    void unknownModelSuggestsOnlyWhatTheKeyMayUse() throws IOException {
        assertThat(ask(Client.CHAT, "small-9", LIMITED).body())
                .contains("small-1")
                .doesNotContain("large");
        assertThat(ask(Client.CHAT, "large-9", ANY).body()).contains("large-1");
    }

    @Test
    void listsShowOnlyWhatTheKeyMayUse() throws IOException {
        for (String header : List.of("x-other: 1", "anthropic-version: 2023-06-01")) {
            assertThat(providers.get("/v1/models", LIMITED, header).body())
                    .contains("small-1", "small-2", "small-3")
                    .doesNotContain("large");
        }
        assertThat(providers.get("/v1beta/models", LIMITED).body())
                .contains("small-1")
                .doesNotContain("large");
        assertThat(providers.get("/v1/models", ANY).body()).contains("small-1", "large-1");
    }

    @Test
    void forbiddenModelIsNotDescribed() throws IOException {
        assertThat(providers.get("/v1/models/large-1", LIMITED).status()).isEqualTo(404);
        assertThat(providers.get("/v1/models/small-1", LIMITED).status()).isEqualTo(200);
        assertThat(providers.get("/v1/models/large-1", ANY).status()).isEqualTo(200);
    }

    private static FormatLab.Answer ask(Client client, String model, String key) throws IOException {
        return providers.ask(client, model, false, client.body(model, false), key);
    }

    private static JsonNode json(FormatLab.Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
