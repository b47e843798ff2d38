package dev.aiproxy.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatStreamGrammarTest {

    private static final String ROLE = choice("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String TEXT = choice("{\"content\":\"hi\"}", "null");
    private static final String STOP = choice("{}", "\"stop\"");
    private static final String CALL = choice(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
            "null");
    private static final String FRAGMENT =
            choice("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}", "null");
    private static final String CALLS_END = choice("{}", "\"tool_calls\"");
    private static final String USAGE =
            chunk("[]", ",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}");
    private static final String ERROR = "{\"error\":{\"message\":\"m\",\"type\":\"server_error\"}}";

    private final ChatStreamGrammar grammar = ChatStreamGrammar.with();

    @Test
    void aTextStreamIsLegal() {
        grammar.assertLegal(stream(ROLE, TEXT, TEXT, STOP, "[DONE]"));
    }

    @Test
    void aToolCallStreamIsLegal() {
        grammar.assertLegal(stream(ROLE, CALL, FRAGMENT, CALLS_END, "[DONE]"));
    }

    @Test
    void usageIsLegalWhenAskedFor() {
        String stream = stream(ROLE, STOP, USAGE, "[DONE]");

        assertThat(ChatStreamGrammar.with(StreamOption.CLIENT_ASKED_FOR_USAGE).violations(stream))
                .isEmpty();
        assertThat(grammar.violations(stream)).singleElement().asString().startsWith("W-CH-6");
    }

    @Test
    void usageMustComeWhenAskedFor() {
        assertThat(ChatStreamGrammar.with(StreamOption.CLIENT_ASKED_FOR_USAGE).violations(stream(ROLE, STOP, "[DONE]")))
                .singleElement()
                .asString()
                .startsWith("W-CH-6");
    }

    @Test
    void anErrorIsLegalOnlyWhenExpected() {
        ChatStreamGrammar failing = ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR);

        assertThat(failing.violations(stream(ROLE, TEXT, ERROR))).isEmpty();
        assertThat(failing.violations(stream(ROLE, TEXT, ERROR, "[DONE]"))).isEmpty();
        assertThat(failing.violations(stream(ROLE, TEXT, STOP, ERROR)))
                .singleElement()
                .asString()
                .startsWith("S-ERR-4");
        assertThat(failing.violations(stream(ROLE, TEXT)))
                .singleElement()
                .asString()
                .startsWith("S-ERR-2");
        assertThat(grammar.violations(stream(ROLE, TEXT, STOP, ERROR, "[DONE]")))
                .singleElement()
                .asString()
                .startsWith("S-ALL-3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no terminator                 | ROLE TEXT STOP                | W-CH-7
            terminator twice              | ROLE STOP [DONE] [DONE]       | W-CH-7
            chunk after the terminator    | ROLE STOP [DONE] TEXT         | W-CH-7
            no finish reason              | ROLE TEXT [DONE]              | W-CH-5
            two finish reasons            | ROLE STOP STOP [DONE]         | W-CH-5
            text after the finish         | ROLE STOP TEXT [DONE]         | W-CH-5
            no role                       | TEXT STOP [DONE]              | W-CH-5
            role twice                    | ROLE ROLE STOP [DONE]         | W-CH-5
            tool_calls without a call     | ROLE CALLS_END [DONE]         | W-CH-5
            call starts with a fragment   | ROLE FRAGMENT CALLS_END [DONE]| W-CH-4
            call is repeated              | ROLE CALL CALL FRAGMENT CALLS_END [DONE] | W-CH-4
            arguments are no object       | ROLE CALL CALLS_END [DONE]    | W-CH-4
            no choice at all              | [DONE]                        | S-ALL-4
            data is no JSON               | ROLE STOP nonsense [DONE]     | W-CH-3
            """)
    void anIllegalStreamIsNamed(String what, String names, String fact) {
        String text = stream(Arrays.stream(names.split(" "))
                .map(ChatStreamGrammarTest::named)
                .toArray(String[]::new));

        assertThat(grammar.violations(text)).as(what).isNotEmpty().anyMatch(found -> found.startsWith(fact));
    }

    @Test
    void identityMustNotChange() {
        String other = TEXT.replace("\"id\":\"x\"", "\"id\":\"y\"");

        assertThat(grammar.violations(stream(ROLE, other, STOP, "[DONE]")))
                .singleElement()
                .asString()
                .contains("W-CH-3 at event 1", "id changed");
    }

    @Test
    void eventLinesAreForbidden() {
        assertThat(grammar.violations("event: x\n" + stream(ROLE, STOP, "[DONE]")))
                .singleElement()
                .asString()
                .startsWith("W-CH-7 at event 0");
    }

    @Test
    void everyChoiceIsCheckedByItself() {
        String second = choice("{\"role\":\"assistant\"}", "\"length\"").replace("\"index\":0", "\"index\":1");

        assertThat(grammar.violations(stream(ROLE, second, STOP, "[DONE]"))).isEmpty();
        assertThat(grammar.violations(stream(ROLE, second, "[DONE]"))).hasSize(1);
    }

    @Test
    void theAssertionShowsTheStream() {
        assertThatThrownBy(() -> grammar.assertLegal(stream(ROLE)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("W-CH-7")
                .hasMessageContaining("assistant");
    }

    private static String named(String name) {
        return switch (name) {
            case "ROLE" -> ROLE;
            case "TEXT" -> TEXT;
            case "STOP" -> STOP;
            case "CALL" -> CALL;
            case "FRAGMENT" -> FRAGMENT;
            case "CALLS_END" -> CALLS_END;
            default -> name;
        };
    }

    private static String choice(String delta, String finish) {
        return chunk("[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]", "");
    }

    private static String chunk(String choices, String more) {
        return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":" + choices
                + more + "}";
    }

    private static String stream(String... data) {
        return Arrays.stream(data).map(line -> "data: " + line + "\n\n").collect(Collectors.joining());
    }
}
