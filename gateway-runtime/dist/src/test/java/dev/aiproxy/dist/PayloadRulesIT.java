package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the operator's payload rules make of requests: passed through and translated. */
final class PayloadRulesIT {
    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        Map<Client, List<String>> models = Map.of(
                Client.CHAT, List.of("gpt-1", "plain"),
                Client.CLAUDE, List.of("claude-1"),
                Client.GEMINI, List.of("gemini-1"));
        providers = FormatLab.serving(models, """
                payload:
                  default:
                    - { models: [{ name: "gemini-*" }], params: { generationConfig.thinkingConfig.thinkingBudget: 512 } }
                    - { models: [{ name: "gpt-*" }], params: { temperature: 0.5 } }
                  override:
                    - { models: [{ name: "*", protocol: claude }], params: { max_tokens: 77 } }
                    - { models: [{ name: "gpt-*", protocol: openai }], params: { reasoning_effort: high, metadata.team: a } }
                  filter:
                    - { models: [{ name: "gpt-*" }, { name: "claude-*" }], params: [user, metadata.secret, safety_identifier] }
                """);
        providers.upstream().respond(MinimalAnswers::to);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @Test
    void passedThroughBodyChangesOnlyWhereRulesSaySo() throws IOException {
        String sent = sent(Client.CHAT, "gpt-1", """
                { "model" : "gpt-1",  "user": "me", "temperature" : 1.00, "metadata":{"secret":"x" , "n":1e2},
                  "messages":[ {"role":"user","content":"h\\u0065llo"} ],"\\u0061":[1 ,2] }""");

        assertThat(sent).isEqualTo("""
                { "model" : "gpt-1", "temperature" : 1.00, "metadata":{"n":1e2,"team":"a"},
                  "messages":[ {"role":"user","content":"h\\u0065llo"} ],"\\u0061":[1 ,2],"reasoning_effort":"high" }""");
    }

    @Test
    void defaultIsSetWhereNothingIs() throws IOException {
        assertThat(sent(Client.CHAT, "gpt-1", "{\"model\":\"gpt-1\",\"messages\":[]}"))
                .isEqualTo("{\"model\":\"gpt-1\",\"messages\":[],\"temperature\":0.5,\"reasoning_effort\":\"high\""
                        + ",\"metadata\":{\"team\":\"a\"}}");
    }

    @Test
    void bodyThatNoRuleMatchesKeepsItsBytes() throws IOException {
        String body = "{ \"user\":\"me\" ,\"model\": \"plain\", \"messages\":[ ],\"x\" :1.0}";

        assertThat(sent(Client.CHAT, "plain", body)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"CHAT, gemini-1", "CLAUDE, gemini-1", "GEMINI, gemini-1"})
    void rulesSpeakTheUpstreamsFormatWhoeverAsks(Client client, String model) throws IOException {
        JsonNode body = json(client, model);

        assertThat(body.at("/generationConfig/thinkingConfig/thinkingBudget").asInt())
                .isEqualTo(512);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void translatedAndPassedThroughAreEditedAlike(Client client) throws IOException {
        assertThat(json(client, "claude-1").path("max_tokens").asInt()).isEqualTo(77);
        JsonNode chat = json(client, "gpt-1");
        assertThat(chat.path("reasoning_effort").asString()).isEqualTo("high");
        assertThat(chat.path("metadata").path("team").asString()).isEqualTo("a");
        assertThat(chat.path("temperature").asDouble()).isEqualTo(0.5);
    }

    private static JsonNode json(Client client, String model) throws IOException {
        return request(client, model, client.body(model, false)).json();
    }

    private static String sent(Client client, String model, String body) throws IOException {
        return request(client, model, body).bodyText();
    }

    private static RecordedRequest request(Client client, String model, String body) throws IOException {
        int before = providers.upstream().requestCount();
        FormatLab.Answer answer = providers.ask(client, model, false, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return providers.upstream().requests().get(before);
    }
}
