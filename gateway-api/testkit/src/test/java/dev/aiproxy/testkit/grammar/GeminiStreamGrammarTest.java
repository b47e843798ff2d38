package dev.aiproxy.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.sse.SseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeminiStreamGrammarTest {

    private static final String USAGE =
            ",\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2,\"thoughtsTokenCount\":3,\"totalTokenCount\":6}";
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("TEXT", chunk("{\"text\":\"hi\"}", "", "")),
            Map.entry("THOUGHT", chunk("{\"text\":\"hm\",\"thought\":true}", "", "")),
            Map.entry("CALL", chunk("{\"functionCall\":{\"id\":\"c\",\"name\":\"f\",\"args\":{}}}", "", "")),
            Map.entry("BARECALL", chunk("{\"functionCall\":{\"name\":\"f\"}}", "", "")),
            Map.entry("BADARGS", chunk("{\"functionCall\":{\"name\":\"f\",\"args\":\"{}\"}}", "", "")),
            Map.entry("NONAME", chunk("{\"functionCall\":{\"args\":{}}}", "", "")),
            Map.entry("EMPTYPART", chunk("{}", "", "")),
            Map.entry("COUNTED", chunk("{\"text\":\"hi\"}", "", USAGE)),
            Map.entry("STOP", chunk("{\"text\":\"\"}", ",\"finishReason\":\"STOP\"", "")),
            Map.entry("STOPCOUNTED", chunk("{\"text\":\"\"}", ",\"finishReason\":\"STOP\"", USAGE)),
            Map.entry("ODD", chunk("{\"text\":\"\"}", ",\"finishReason\":\"stop\"", "")),
            Map.entry("LIE", chunk("{\"text\":\"\"}", ",\"finishReason\":\"STOP\"", USAGE.replace(":6", ":3"))),
            Map.entry("USAGE", "{" + USAGE.substring(1) + "}"),
            Map.entry("BLOCKED", "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"),
            Map.entry("USER", chunk("{\"text\":\"x\"}", "", "").replace("model", "user")),
            Map.entry("DONE", "[DONE]"),
            Map.entry("ERROR", "{\"error\":{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}}"));

    private final GeminiStreamGrammar grammar = GeminiStreamGrammar.with();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT TEXT STOP",
                "THOUGHT TEXT STOPCOUNTED",
                "COUNTED STOPCOUNTED",
                "TEXT STOP USAGE",
                "CALL BARECALL STOP",
                "STOP",
                "BLOCKED"
            })
    void aLegalStreamHasNoViolation(String names) {
        grammar.assertLegal(events(names));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TEXT                | W-GE-11
            TEXT STOP DONE      | W-GE-11
            COUNTED STOP        | W-GE-11
            STOP STOP           | S-ALL-3
            STOP TEXT           | S-ALL-3
            TEXT ERROR          | S-ALL-3
            ODD                 | W-GE-9
            LIE                 | W-GE-10
            EMPTYPART STOP      | W-GE-5
            BADARGS STOP        | W-GE-4
            NONAME STOP         | S-KG-2
            CALL CALL STOP      | R-ALL-2
            USER STOP           | S-KG-3
            USAGE               | S-ALL-4
            """)
    void anIllegalStreamIsNamed(String names, String fact) {
        assertThat(grammar.violations(events(names))).anyMatch(found -> found.startsWith(fact));
    }

    @Test
    void anErrorEndsTheStreamWithoutFinish() {
        GeminiStreamGrammar failing = GeminiStreamGrammar.with(StreamOption.ENDED_WITH_ERROR);

        assertThat(failing.violations(events("TEXT ERROR"))).isEmpty();
        assertThat(failing.violations(events("STOP ERROR"))).anyMatch(found -> found.startsWith("S-ERR-4"));
        assertThat(failing.violations(events("TEXT"))).anyMatch(found -> found.startsWith("S-ERR-2"));
    }

    @Test
    void eventLinesAreForbidden() {
        assertThat(grammar.violations(List.of(new SseEvent("x", EVENTS.get("STOP")))))
                .singleElement()
                .asString()
                .startsWith("W-GE-11");
    }

    @Test
    void theArrayFormIsCheckedAlike() {
        String array =
                events("TEXT STOPCOUNTED").stream().map(SseEvent::data).collect(Collectors.joining(",", "[", "]"));

        assertThat(grammar.violationsOfArray(array)).isEmpty();
        assertThat(grammar.violationsOfArray("[]")).singleElement().asString().startsWith("S-ALL-4");
        assertThat(grammar.violationsOfArray("[{}")).singleElement().asString().startsWith("W-GE-11");
        assertThat(grammar.violationsOfArray("{}")).singleElement().asString().startsWith("W-GE-11");
    }

    private static List<SseEvent> events(String names) {
        return Arrays.stream(names.split(" "))
                .map(name -> SseEvent.of(EVENTS.get(name)))
                .toList();
    }

    private static String chunk(String part, String finish, String more) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + part + "]}" + finish + ",\"index\":0}]"
                + more + "}";
    }
}
