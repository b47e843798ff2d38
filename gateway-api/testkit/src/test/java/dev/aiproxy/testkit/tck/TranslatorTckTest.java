package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.schema.JsonCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A translator that breaks a rule fails with a message that names the rule. */
final class TranslatorTckTest {
    private static final String LEAKS = "nothingIsLeftBehind";

    @Test
    void rightTranslatorPasses() throws ReflectiveOperationException {
        assertThat(TckRun.failures(new LineTck(new LineTranslator()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TranslatorRule.class)
    void brokenRuleIsNamed(TranslatorRule rule) throws ReflectiveOperationException {
        LineTck tck = new LineTck(broken(rule));

        List<String> failures = rule == TranslatorRule.LEAKS_1 ? TckRun.failures(tck) : TckRun.failures(tck, LEAKS);

        assertThat(failures)
                .anyMatch(failure -> failure.startsWith("TCK " + rule.id() + ": " + rule.statement() + "\nBut: "));
    }

    private static Translator broken(TranslatorRule rule) {
        return switch (rule) {
            case FORMAT_2 -> new UndeclaredTranslator();
            case LEAKS_1 -> new LeakyTranslator();
            default -> new LineTranslator(rule.id());
        };
    }

    /** The contract of the format of lines. */
    private static final class LineTck extends TranslatorTck {
        private final Translator translator;

        LineTck(Translator translator) {
            this.translator = translator;
        }

        @Override
        protected Translator translator() {
            return translator;
        }

        @Override
        protected FormatSamples samples() {
            return LineSamples.ALL;
        }

        @Override
        protected JsonCheck requestCheck() {
            return JsonCheck.schema(LineSamples.SCHEMA);
        }

        @Override
        protected List<String> streamProblems(String stream, StreamOption... options) {
            return stream.indexOf("\"done\"") == stream.lastIndexOf("\"done\"") ? List.of() : List.of("two ends");
        }
    }
}
