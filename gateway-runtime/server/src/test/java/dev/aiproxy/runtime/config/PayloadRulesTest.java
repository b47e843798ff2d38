package dev.aiproxy.runtime.config;

import static dev.aiproxy.api.wire.JsonEdit.Mode.REMOVE;
import static dev.aiproxy.api.wire.JsonEdit.Mode.SET;
import static dev.aiproxy.api.wire.JsonEdit.Mode.SET_IF_ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PayloadRulesTest {
    private static final WireFormat RED = WireFormat.of("red");
    private static final WireFormat BLUE = WireFormat.of("blue");

    private final PayloadRules rules = Loading.valid("""
            payload:
              filter:
                - { models: [{ name: "*" }], params: [user, a.b.c] }
              override:
                - { models: [{ name: "gpt-*", protocol: red }, { name: big }], params: { reasoning.effort: high } }
              default:
                - models: [{ name: "g*-2.5-*" }]
                  params:
                    generationConfig.thinkingConfig.thinkingBudget: 32768
                    list: [1, {a: ~}]
                    exact: 0.10
                    text: "0.10"
            """).payload();

    @Test
    void rulesApplyAsDefaultOverrideFilterWhateverTheirOrderInTheFile() {
        assertThat(said(RED, "gpt-2.5-x"))
                .containsExactly(
                        "SET_IF_ABSENT generationConfig.thinkingConfig.thinkingBudget 32768",
                        "SET_IF_ABSENT list [1,{\"a\":null}]",
                        "SET_IF_ABSENT exact 0.10",
                        "SET_IF_ABSENT text \"0.10\"",
                        "SET reasoning.effort \"high\"",
                        "REMOVE user",
                        "REMOVE a.b.c");
        assertThat(rules.edits(RED, "gpt-2.5-x"))
                .extracting(JsonEdit::mode)
                .containsExactly(SET_IF_ABSENT, SET_IF_ABSENT, SET_IF_ABSENT, SET_IF_ABSENT, SET, REMOVE, REMOVE);
    }

    @Test
    void protocolLimitsARuleToOneWireFormat() {
        assertThat(said(RED, "gpt-4")).contains("SET reasoning.effort \"high\"");
        assertThat(said(BLUE, "gpt-4")).containsExactly("REMOVE user", "REMOVE a.b.c");
        assertThat(said(BLUE, "big")).contains("SET reasoning.effort \"high\"");
    }

    @Test
    void patternMustMatchTheWholeName() {
        assertThat(said(RED, "my-gpt-4")).containsExactly("REMOVE user", "REMOVE a.b.c");
        assertThat(said(RED, "bigger")).containsExactly("REMOVE user", "REMOVE a.b.c");
    }

    @Test
    void editsOfAModelAreFoundOutOnceAndNotForEveryNameThatClientsMakeUp() {
        assertThat(rules.edits(RED, "gpt-4")).isSameAs(rules.edits(RED, "gpt-4"));

        IntStream.range(0, 5000)
                .forEach(i -> assertThat(rules.edits(BLUE, "made-up-" + i)).hasSize(2));
        assertThat(rules.edits(RED, "last")).isNotSameAs(rules.edits(RED, "last"));
    }

    @Test
    void withoutRulesThereIsNothingToDo() {
        assertThat(Loading.valid("payload: { filter: [] }").payload().edits(RED, "gpt-4"))
                .isEmpty();
    }

    private List<String> said(WireFormat format, String model) {
        return rules.edits(format, model).stream()
                .map(edit -> edit.mode() + " " + edit.path().stream().collect(Collectors.joining("."))
                        + (edit.value() == null ? "" : " " + edit.value()))
                .toList();
    }
}
