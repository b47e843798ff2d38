package dev.aiproxy.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponsesStreamGrammarTest {

    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","status":"%s","role":"assistant","content":[%s]}""";
    private static final String PART = "{\"type\":\"output_text\",\"text\":\"%s\",\"annotations\":[],\"logprobs\":[]}";
    private static final String CALL = """
            {"id":"fc_1","type":"function_call","status":"%s","call_id":"call_1","name":"f","arguments":"%s"}""";
    private static final String DONE_MESSAGE = MESSAGE.formatted("completed", PART.formatted("hi"));
    private static final String ITEM = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0";
    private static final String CALL_ITEM = "\"item_id\":\"fc_1\",\"output_index\":0";

    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("CREATED", response("created", "in_progress", "")),
            Map.entry("PROGRESS", response("in_progress", "in_progress", "")),
            Map.entry("ADDED", item("added", MESSAGE.formatted("in_progress", ""))),
            Map.entry("PART", event("response.content_part.added", ITEM + ",\"part\":" + PART.formatted(""))),
            Map.entry("HI", event("response.output_text.delta", ITEM + ",\"delta\":\"hi\",\"logprobs\":[]")),
            Map.entry("BARE", event("response.output_text.delta", ITEM + ",\"delta\":\"hi\"")),
            Map.entry(
                    "OTHER",
                    event(
                            "response.output_text.delta",
                            ITEM.replace("msg_1", "x") + ",\"delta\":\"\",\"logprobs\":[]")),
            Map.entry("TEXT", event("response.output_text.done", ITEM + ",\"text\":\"hi\",\"logprobs\":[]")),
            Map.entry("HO", event("response.output_text.done", ITEM + ",\"text\":\"ho\",\"logprobs\":[]")),
            Map.entry("PARTED", event("response.content_part.done", ITEM + ",\"part\":" + PART.formatted("hi"))),
            Map.entry("DONE", item("done", DONE_MESSAGE)),
            Map.entry("CALL", item("added", CALL.formatted("in_progress", ""))),
            Map.entry("ARGS", event("response.function_call_arguments.delta", CALL_ITEM + ",\"delta\":\"{}\"")),
            Map.entry("ARGUED", event("response.function_call_arguments.done", CALL_ITEM + ",\"arguments\":\"{}\"")),
            Map.entry("CALLED", item("done", CALL.formatted("completed", "{}"))),
            Map.entry("END", response("completed", "completed", "")),
            Map.entry("ENDHI", response("completed", "completed", DONE_MESSAGE)),
            Map.entry("ENDCALL", response("completed", "completed", CALL.formatted("completed", "{}"))),
            Map.entry("ERROR", event("error", "\"error\":{\"type\":\"t\",\"message\":\"m\"}")),
            Map.entry(
                    "FAILED",
                    response("failed", "failed", "")
                            .replace("\"error\":null", "\"error\":{\"code\":\"c\",\"message\":\"m\"}")));

    private final ResponsesStreamGrammar grammar = ResponsesStreamGrammar.with();

    private static String event(String type, String members) {
        return "{\"type\":\"" + type + "\"," + members + "}";
    }

    private static String item(String what, String item) {
        return event("response.output_item." + what, "\"output_index\":0,\"item\":" + item);
    }

    private static String response(String type, String status, String output) {
        return event("response." + type, """
                "response":{"id":"resp_1","object":"response","created_at":1,"error":null,"incomplete_details":null,\
                "instructions":null,"model":"m","tools":[],"output":[%s],"parallel_tool_calls":true,"metadata":{},\
                "tool_choice":"auto","temperature":null,"top_p":null,"status":"%s"}""".formatted(output, status));
    }

    private static List<SseEvent> events(String names) {
        List<String> data = new ArrayList<>();
        for (String name : names.split(" ")) {
            data.add(Objects.requireNonNull(EVENTS.get(name))
                    .replaceFirst("\\{", "{\"sequence_number\":" + data.size() + ","));
        }
        return SseEvent.typed(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATED PROGRESS END",
                "CREATED PROGRESS ADDED PART HI TEXT PARTED DONE ENDHI",
                "CREATED PROGRESS CALL ARGS ARGUED CALLED ENDCALL"
            })
    void aLegalStreamHasNoViolation(String names) {
        grammar.assertLegal(events(names));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            W-RS-6  | PROGRESS END
            W-RS-6  | CREATED END
            W-RS-7  | CREATED PROGRESS ADDED PART HI HO PARTED DONE ENDHI
            W-RS-7  | CREATED PROGRESS ADDED PART BARE TEXT PARTED DONE ENDHI
            W-RS-7  | CREATED PROGRESS ADDED PART HI TEXT PARTED DONE END
            W-RS-6  | CREATED PROGRESS ADDED HI TEXT DONE ENDHI
            W-RS-6  | CREATED PROGRESS ADDED PART HI TEXT DONE ENDHI
            W-RS-6  | CREATED PROGRESS HI END
            S-xR-3  | CREATED PROGRESS ADDED PART HI TEXT PARTED ENDHI
            S-xR-2  | CREATED PROGRESS ADDED PART HI OTHER TEXT PARTED DONE ENDHI
            W-RS-6  | CREATED PROGRESS CALL ARGS CALLED ENDCALL
            S-xR-1  | CREATED PROGRESS CALL ARGS ARGUED CALLED CALL
            S-ALL-3 | CREATED PROGRESS
            S-ALL-3 | CREATED PROGRESS END END
            S-ALL-3 | CREATED PROGRESS ERROR FAILED
            """)
    void eachRuleIsChecked(String fact, String names) {
        assertThat(grammar.violations(events(names))).anyMatch(violation -> violation.startsWith(fact));
    }

    @Test
    void aGapInTheNumbersIsFound() {
        List<SseEvent> events = new ArrayList<>(events("CREATED PROGRESS END"));
        events.remove(1);

        assertThat(grammar.violations(events)).anyMatch(violation -> violation.startsWith("W-RS-5"));
    }

    @Test
    void anErrorThatWasExpectedIsLegal() {
        ResponsesStreamGrammar failing = ResponsesStreamGrammar.with(StreamOption.ENDED_WITH_ERROR);

        failing.assertLegal(events("CREATED PROGRESS ADDED ERROR FAILED"));
        assertThat(failing.violations(events("CREATED PROGRESS END"))).anyMatch(text -> text.startsWith("S-ERR"));
    }
}
