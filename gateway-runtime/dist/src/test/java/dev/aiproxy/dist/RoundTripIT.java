package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request keeps on its way through another format and back: what the first gateway sent as one format is given to it again as a
 * client's request of that format.
 */
final class RoundTripIT {
    private static final Map<Client, String> MODELS = Map.of(
            Client.CHAT,
            "gpt-5.2",
            Client.RESPONSES,
            "gpt-4o",
            Client.CLAUDE,
            "claude-3-7-sonnet-latest",
            Client.GEMINI,
            "gemini-2.5-flash");
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";
    private static final String CHAT = """
            {"model":"gpt-5.2","messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":"Weather in Rome and Oslo?"},
              {"role":"assistant","content":"Let me look.","tool_calls":[
                {"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}},
                {"id":"call_2","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},
              {"role":"tool","tool_call_id":"call_1","content":"Sun"},
              {"role":"tool","tool_call_id":"call_2","content":"Snow"},
              {"role":"assistant","content":"Sun and snow."},
              {"role":"user","content":[{"type":"text","text":"And this?"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}],
             "tools":[{"type":"function","function":{"name":"get_weather","description":"Tells","parameters":%s}}],
             "tool_choice":{"type":"function","function":{"name":"get_weather"}},
             "max_completion_tokens":500,"temperature":0.5,"top_p":0.9,"stop":["END"]}
            """.formatted(SCHEMA);
    private static final String CLAUDE = """
            {"model":"claude-3-7-sonnet-latest","system":"Be brief.","messages":[
              {"role":"user","content":"Weather in Rome and Oslo?"},
              {"role":"assistant","content":[{"type":"text","text":"Let me look."},
                {"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Rome"}},
                {"type":"tool_use","id":"toolu_2","name":"get_weather","input":{"city":"Oslo"}}]},
              {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"toolu_1","content":"Sun"},
                {"type":"tool_result","tool_use_id":"toolu_2","content":"No such city","is_error":true}]},
              {"role":"assistant","content":"Sun and snow."},
              {"role":"user","content":[{"type":"text","text":"And this?"},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]}],
             "tools":[{"name":"get_weather","description":"Tells","input_schema":%s}],
             "tool_choice":{"type":"any"},"max_tokens":500,"temperature":0.5,"top_p":0.9,"top_k":7,"stop_sequences":["END"]}
            """.formatted(SCHEMA);

    private static final String RESPONSES = """
            {"model":"gpt-4o","instructions":"Be brief.","input":[
              {"type":"message","role":"user","content":"Weather in Rome and Oslo?"},
              {"type":"message","role":"assistant","content":"Let me look."},
              {"type":"function_call","call_id":"call_1","name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"},
              {"type":"function_call","call_id":"call_2","name":"get_weather","arguments":"{\\"city\\":\\"Oslo\\"}"},
              {"type":"function_call_output","call_id":"call_1","output":"Sun"},
              {"type":"function_call_output","call_id":"call_2","output":"Snow"},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"And this?"},
                {"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}]}],
             "tools":[{"type":"function","name":"get_weather","description":"Tells","parameters":%s,"strict":false}],
             "tool_choice":{"type":"function","name":"get_weather"},
             "max_output_tokens":500,"temperature":0.5,"top_p":0.9,"store":false}
            """.formatted(SCHEMA);

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(Map.of(
                Client.CHAT, List.of(MODELS.get(Client.CHAT)),
                Client.RESPONSES, List.of(MODELS.get(Client.RESPONSES)),
                Client.CLAUDE, List.of(MODELS.get(Client.CLAUDE)),
                Client.GEMINI, List.of(MODELS.get(Client.GEMINI))));
        providers.upstream().respond(MinimalAnswers::to);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @Test
    void chatComesBackFromClaude() throws IOException {
        assertThat(there(CHAT, Client.CHAT, Client.CLAUDE)).isEqualTo(json(CHAT));
    }

    @Test
    void chatComesBackFromGemini() throws IOException {
        assertThat(there(CHAT, Client.CHAT, Client.GEMINI)).isEqualTo(json(CHAT));
    }

    @Test
    void claudeComesBackFromGemini() throws IOException {
        assertThat(there(CLAUDE, Client.CLAUDE, Client.GEMINI)).isEqualTo(json(CLAUDE));
    }

    @Test
    void claudeComesBackFromChatButForWhatChatLacks() throws IOException {
        ObjectNode expected = (ObjectNode) json(CLAUDE.replace(",\"is_error\":true", ""));
        expected.remove("top_k");

        assertThat(there(CLAUDE, Client.CLAUDE, Client.CHAT)).isEqualTo(expected);
    }

    /** Claude, Responses, Claude: all but what Responses has no place for. */
    @Test
    void claudeComesBackFromResponsesButForWhatResponsesLacks() throws IOException {
        ObjectNode expected = (ObjectNode) json(CLAUDE);
        expected.remove(List.of("top_k", "stop_sequences"));

        assertThat(there(CLAUDE, Client.CLAUDE, Client.RESPONSES)).isEqualTo(expected);
    }

    @Test
    void chatComesBackFromResponsesButForWhatResponsesLacks() throws IOException {
        ObjectNode expected = (ObjectNode) json(CHAT);
        expected.remove("stop");
        expected.put("store", false);
        ObjectNode function = (ObjectNode) expected.path("tools").path(0).path("function");
        function.put("strict", false);
        JsonNode image =
                expected.path("messages").path(6).path("content").path(1).path("image_url");
        ((ObjectNode) image).put("detail", "auto");

        assertThat(there(CHAT, Client.CHAT, Client.RESPONSES)).isEqualTo(expected);
    }

    @Test
    void responsesComesBackFromEveryOtherFormat() throws IOException {
        for (Client through : List.of(Client.CHAT, Client.CLAUDE, Client.GEMINI)) {
            ObjectNode expected = (ObjectNode) json(RESPONSES);
            if (through != Client.CHAT) {
                ((ObjectNode) expected.path("input").path(6).path("content").path(1)).put("detail", "auto");
            }

            assertThat(there(RESPONSES, Client.RESPONSES, through))
                    .as(through.name())
                    .isEqualTo(expected);
        }
    }

    /** A request as it is after it went from one format to another and back. */
    private static JsonNode there(String request, Client from, Client through) throws IOException {
        JsonNode away = translated(request, from, through);
        return translated(away.toString(), through, from);
    }

    private static JsonNode translated(String request, Client client, Client provider) throws IOException {
        String model = MODELS.get(provider);
        String body = client == Client.GEMINI
                ? request
                : ((ObjectNode) json(request)).put("model", model).toString();
        int before = providers.upstream().requestCount();
        FormatLab.Answer answer = providers.ask(client, model, false, body);
        assertThat(answer.status()).as(answer.body() + "\n" + body).isEqualTo(200);
        RecordedRequest received = providers.upstream().requests().get(before);
        return received.json();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
