package dev.aiproxy.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.sse.SseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaudeStreamGrammarTest {

    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("START", """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],\
            "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":0}}}"""),
            Map.entry("PING", "{\"type\":\"ping\"}"),
            Map.entry("TEXT0", start(0, "{\"type\":\"text\",\"text\":\"\"}")),
            Map.entry("TEXT1", start(1, "{\"type\":\"text\",\"text\":\"\"}")),
            Map.entry("FULLTEXT", start(0, "{\"type\":\"text\",\"text\":\"hi\"}")),
            Map.entry("THINK", start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")),
            Map.entry("REDACTED", start(0, "{\"type\":\"redacted_thinking\",\"data\":\"x\"}")),
            Map.entry("TOOL", start(0, "{\"type\":\"tool_use\",\"id\":\"t-1\",\"name\":\"f\",\"input\":{}}")),
            Map.entry("BADID", start(0, "{\"type\":\"tool_use\",\"id\":\"t:1\",\"name\":\"f\",\"input\":{}}")),
            Map.entry("HI", delta(0, "{\"type\":\"text_delta\",\"text\":\"hi\"}")),
            Map.entry("HMM", delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")),
            Map.entry("SIGN", delta(0, "{\"type\":\"signature_delta\",\"signature\":\"s\"}")),
            Map.entry("ARGS", delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}")),
            Map.entry("CUT", delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}")),
            Map.entry("END0", "{\"type\":\"content_block_stop\",\"index\":0}"),
            Map.entry("END1", "{\"type\":\"content_block_stop\",\"index\":1}"),
            Map.entry("TURN", messageDelta("end_turn")),
            Map.entry("USE", messageDelta("tool_use")),
            Map.entry("MAX", messageDelta("max_tokens")),
            Map.entry("ODD", messageDelta("stop")),
            Map.entry("STOP", "{\"type\":\"message_stop\"}"),
            Map.entry("ERROR", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}"));

    private final ClaudeStreamGrammar grammar = ClaudeStreamGrammar.with();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "START TURN STOP",
                "START PING TEXT0 HI HI END0 TURN STOP",
                "START THINK HMM SIGN END0 TEXT1 END1 TURN STOP",
                "START REDACTED END0 TURN STOP",
                "START TOOL END0 USE STOP",
                "START TOOL ARGS PING END0 USE STOP",
                "START TOOL CUT END0 MAX STOP"
            })
    void aLegalStreamHasNoViolation(String names) {
        grammar.assertLegal(events(names));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            START TEXT0 HI END0 TURN             | W-CL-7
            START TEXT0 HI END0 STOP             | W-CL-7
            START TEXT0 HI TURN STOP             | W-CL-7
            START TEXT1 END1 TURN STOP           | W-CL-7
            START TEXT0 HI TEXT1 END1 TURN STOP  | W-CL-7
            START HI TURN STOP                   | W-CL-7
            START END0 TURN STOP                 | W-CL-7
            START START TURN STOP                | W-CL-7
            START TURN TURN STOP                 | W-CL-7
            START TURN TEXT0 END0 STOP           | W-CL-7
            TEXT0 END0 TURN STOP                 | W-CL-7
            START TURN STOP PING                 | S-ALL-3
            START FULLTEXT END0 TURN STOP        | W-CL-8
            START TEXT0 ARGS END0 TURN STOP      | W-CL-8
            START REDACTED HMM END0 TURN STOP    | W-CL-8
            START THINK SIGN HMM END0 TURN STOP  | W-CL-8
            START BADID END0 USE STOP            | W-CL-4
            START TOOL CUT END0 USE STOP         | W-CL-9
            START ODD STOP                       | W-CL-5
            START USE STOP                       | S-CK-8
            START TEXT0 HI ERROR                 | S-ALL-3
            PING                                 | S-ALL-4
            """)
    void anIllegalStreamIsNamed(String names, String fact) {
        assertThat(grammar.violations(events(names))).anyMatch(found -> found.startsWith(fact));
    }

    @Test
    void anErrorEndsTheStreamWithoutTerminator() {
        ClaudeStreamGrammar failing = ClaudeStreamGrammar.with(StreamOption.ENDED_WITH_ERROR);

        assertThat(failing.violations(events("START TEXT0 HI ERROR"))).isEmpty();
        assertThat(failing.violations(events("ERROR"))).isEmpty();
        assertThat(failing.violations(events("START TEXT0 HI"))).anyMatch(found -> found.startsWith("S-ERR-2"));
        assertThat(failing.violations(events("START ERROR STOP"))).anyMatch(found -> found.startsWith("S-ERR-2"));
        assertThat(failing.violations(events("START TURN ERROR"))).anyMatch(found -> found.startsWith("S-ERR-4"));
    }

    @Test
    void theEventLineMustNameTheType() {
        assertThat(grammar.violations(List.of(SseEvent.of("{\"type\":\"ping\"}"))))
                .anyMatch(found -> found.startsWith("W-CL-7 at event 0"));
    }

    private static List<SseEvent> events(String names) {
        return SseEvent.typed(Arrays.stream(names.split(" ")).map(EVENTS::get).toList());
    }

    private static String start(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    private static String messageDelta(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":3}}";
    }
}
