package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.schema.JsonCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link Translator}, as a test class: extend it, say which translator it is and what is said in its format. Each
 * test checks one {@link TranslatorRule}, whose id its failures begin with.
 */
public abstract class TranslatorTck {
    /** The translator under test; any instance. */
    protected abstract Translator translator();

    /** What is said in its format. The first request must be one that the format's own upstream side can write. */
    protected abstract FormatSamples samples();

    /** What clients put into the query, for formats that look at it; nothing by default. */
    protected Map<String, String> query() {
        return Map.of();
    }

    /** What the format has no place for; everything has one by default. */
    protected Set<Capability> lacks() {
        return Set.of();
    }

    /** Judges bodies written for upstreams, such as by {@link JsonCheck#schema(String)}; nothing by default. */
    protected JsonCheck requestCheck() {
        return JsonCheck.none();
    }

    /** Judges complete answers written for clients; nothing by default. */
    protected JsonCheck answerCheck() {
        return JsonCheck.none();
    }

    /**
     * What is wrong with a stream that was written for a client, such as by a {@link
     * dev.aiproxy.testkit.grammar.StreamGrammar}; nothing by default.
     *
     * @param options what is known of the exchange
     */
    protected List<String> streamProblems(String stream, StreamOption... options) {
        return List.of();
    }

    private FormatSetup setup() {
        return new FormatSetup(translator(), samples(), query(), lacks(), requestCheck(), answerCheck());
    }

    private RequestChecks requests() {
        return new RequestChecks(setup());
    }

    private AnswerChecks answers() {
        return new AnswerChecks(setup());
    }

    private StreamChecks streams() {
        return new StreamChecks(setup());
    }

    private TapChecks tap() {
        return new TapChecks(setup());
    }

    @Test
    final void declarationsAreStable() {
        TranslatorRule.FORMAT_1.hold(() -> {
            Translator translator = translator();
            assertThat(translator.format()).isNotNull().isEqualTo(translator.format());
            assertThat(translator.endpoints()).isNotNull().isEqualTo(translator.endpoints());
        });
    }

    @Test
    final void serviceIsDeclared() {
        TranslatorRule.FORMAT_2.hold(() -> Services.assertDeclared(Translator.class, translator()));
    }

    @Test
    final void requestsAreRead() {
        TranslatorRule.REQUESTS_1.hold(() -> requests().areRead());
    }

    @Test
    final void malformedRequestsAreTheClientsFault() {
        TranslatorRule.REQUESTS_2.hold(() -> requests().areRefusedAsTheClientsFault());
    }

    @Test
    final void requestsSurviveTheirOwnFormat() {
        TranslatorRule.REQUESTS_3.hold(() -> requests().surviveTheirOwnFormat());
    }

    @Test
    final void requestsNameModelAndStream() {
        TranslatorRule.REQUESTS_4.hold(() -> requests().nameModelAndStream());
    }

    @Test
    final void conversationsAreWrittenOrRefused() {
        TranslatorRule.REQUESTS_5.hold(() -> requests().areWrittenOrRefused());
    }

    @Test
    final void foreignThingsStayAway() {
        TranslatorRule.REQUESTS_6.hold(() -> requests().keepForeignThingsAway());
    }

    @Test
    final void answersAreRead() {
        TranslatorRule.ANSWERS_1.hold(() -> answers().areRead());
    }

    @Test
    final void malformedAnswersAreTheUpstreamsFault() {
        TranslatorRule.ANSWERS_2.hold(() -> answers().areRefusedAsTheUpstreamsFault());
    }

    @Test
    final void answersSurviveTheirOwnFormat() {
        TranslatorRule.ANSWERS_3.hold(() -> answers().surviveTheirOwnFormat());
    }

    @Test
    final void streamsAreRead() {
        TranslatorRule.STREAMS_1.hold(() -> streams().keepTheGrammar());
    }

    @Test
    final void streamsThatEndEarlyFail() {
        TranslatorRule.STREAMS_2.hold(() -> streams().failWhenTheyEndEarly());
    }

    @Test
    final void malformedStreamsKeepTheGrammar() {
        TranslatorRule.STREAMS_3.hold(() -> streams().keepTheGrammarWhateverComes());
    }

    @Test
    final void streamsSurviveTheirOwnFormat() {
        TranslatorRule.STREAMS_4.hold(() -> answers().surviveAsStreams());
    }

    @Test
    final void slicesDoNotMatter() {
        TranslatorRule.SLICES_1.hold(() -> streams().sayTheSameInSlices());
    }

    @Test
    final void writtenStreamsKeepTheFormatsGrammar() {
        TranslatorRule.GRAMMAR_1.hold(() -> {
            answers().answers().forEach((name, answer) -> {
                String stream = setup().exchange().streamed(ChatEvents.of(answer));
                assertThat(streamProblems(stream, StreamOption.CLIENT_ASKED_FOR_USAGE))
                        .as("%s, as%n%s", name, stream)
                        .isEmpty();
            });
            String failing = streams().failing();
            assertThat(streamProblems(failing, StreamOption.CLIENT_ASKED_FOR_USAGE, StreamOption.ENDED_WITH_ERROR))
                    .as("an error, as%n%s", failing)
                    .isEmpty();
        });
    }

    @Test
    final void whatIsWrittenPassesTheSchema() {
        TranslatorRule.SCHEMA_1.hold(() -> {
            requests().passTheSchema();
            answers().passTheSchema();
        });
    }

    @Test
    final void errorsAreRead() {
        TranslatorRule.ERRORS_1.hold(() -> new ErrorChecks(setup()).areRead());
    }

    @Test
    final void errorsAreWritten() {
        TranslatorRule.ERRORS_2.hold(() -> new ErrorChecks(setup()).areWritten());
    }

    @Test
    final void errorsInsideStreamsAreRead() {
        TranslatorRule.ERRORS_3.hold(() -> streams().failWithAnError());
    }

    @Test
    final void streamsThatFailEndWithAnErrorEvent() {
        TranslatorRule.ERRORS_4.hold(() -> streams().endWithAnErrorEvent());
    }

    @Test
    final void usageIsCounted() {
        TranslatorRule.USAGE_1.hold(() -> {
            answers().tellUsage();
            tap().seesUsage();
        });
    }

    @Test
    final void tapSeesContentAndEnd() {
        TranslatorRule.TAP_1.hold(() -> tap().seesContentAndEnd());
    }

    @Test
    final void tapSeesErrors() {
        TranslatorRule.TAP_2.hold(() -> tap().seesErrors());
    }

    @Test
    final void tapTakesAnything() {
        TranslatorRule.TAP_3.hold(() -> tap().takesAnything());
    }

    @Test
    final void onlyTheFactsCount() {
        TranslatorRule.PURE_1.hold(() -> new PrivacyChecks(setup()).dependOnTheirFactsOnly());
    }

    @Test
    final void contentIsNotQuoted() {
        TranslatorRule.SECRETS_1.hold(() -> new PrivacyChecks(setup()).quoteNothing());
    }

    @Test
    final void nothingIsLeftBehind() {
        TranslatorRule.LEAKS_1.hold(() -> new PrivacyChecks(setup()).leaveNothingBehind());
    }
}
