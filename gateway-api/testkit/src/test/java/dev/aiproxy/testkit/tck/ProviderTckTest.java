package dev.aiproxy.testkit.tck;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ProviderFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that breaks a rule fails with a message that names the rule. */
final class ProviderTckTest {
    /** The test of each rule. */
    private static final Map<ProviderRule, String> TESTS = Map.ofEntries(
            entry(ProviderRule.SPEC_1, "specIsStable"),
            entry(ProviderRule.SPEC_2, "serviceIsDeclared"),
            entry(ProviderRule.SPEC_3, "credentialIsAccepted"),
            entry(ProviderRule.SPEC_4, "anyModelMayBeAskedFor"),
            entry(ProviderRule.FORMAT_1, "formatIsThere"),
            entry(ProviderRule.CALL_1, "callsGoToTheBaseUrl"),
            entry(ProviderRule.CALL_2, "callsLeaveTheConnectionAlone"),
            entry(ProviderRule.CALL_3, "forwardedHeadersAreHarmless"),
            entry(ProviderRule.CALL_4, "anyBodyIsTaken"),
            entry(ProviderRule.SECRETS_1, "keysStayOutOfUrls"),
            entry(ProviderRule.SECRETS_2, "keysStayPrivate"),
            entry(ProviderRule.ANSWERS_1, "answersArrive"),
            entry(ProviderRule.STREAMS_1, "streamsArrive"),
            entry(ProviderRule.STREAMS_2, "brokenStreamsFail"),
            entry(ProviderRule.SLICES_1, "slicesDoNotMatter"),
            entry(ProviderRule.ERRORS_1, "refusedKeyIsTheCredentialsFault"),
            entry(ProviderRule.ERRORS_2, "tooManyRequestsWait"),
            entry(ProviderRule.ERRORS_3, "outagesAreTheUpstreamsFault"),
            entry(ProviderRule.ERRORS_4, "badRequestsAreTheClientsFault"),
            entry(ProviderRule.ERRORS_5, "noAnswerIsTriedElsewhere"),
            entry(ProviderRule.ERRORS_6, "everyFailureIsJudged"),
            entry(ProviderRule.ERRORS_7, "refusalsArrive"),
            entry(ProviderRule.CANCEL_1, "leavingEndsTheCall"),
            entry(ProviderRule.USAGE_1, "usageIsCounted"),
            entry(ProviderRule.TOKENS_1, "tokensAreAskedForSafely"),
            entry(ProviderRule.TOKENS_2, "errorsGrantNoToken"),
            entry(ProviderRule.EVENTS_1, "eventsKeepTheGrammar"),
            entry(ProviderRule.EVENTS_2, "conversationsAreAnsweredOrRefused"),
            entry(ProviderRule.LEAKS_1, "nothingIsLeftBehind"));

    @Test
    void rightProvidersPass() throws ReflectiveOperationException {
        LineTck http = new LineTck(new LineProviderFactory());
        LocalLineTck local = new LocalLineTck(new LocalLineFactory());
        try {
            assertThat(TckRun.failures(http)).isEmpty();
            assertThat(TckRun.failures(local)).isEmpty();
        } finally {
            http.closeLab();
            local.closeLab();
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderRule.class)
    void brokenRuleIsNamed(ProviderRule rule) throws ReflectiveOperationException {
        AnyProviderTck tck = broken(rule);
        try {
            assertThat(TckRun.failure(tck, TESTS.getOrDefault(rule, "")))
                    .startsWith("TCK " + rule.id() + ": " + rule.statement() + "\nBut: ");
        } finally {
            tck.closeLab();
        }
    }

    private static AnyProviderTck broken(ProviderRule rule) {
        return switch (rule) {
            case EVENTS_1, EVENTS_2, CANCEL_1 -> new LocalLineTck(new LocalLineFactory(rule.id()));
            case SPEC_2 -> new LineTck(new LineProviderFactory.Undeclared());
            case LEAKS_1 -> new LineTck(new LineProviderFactory.Leaky());
            case SECRETS_2 -> new LineTck(new LineProviderFactory.Secrets2());
            case ANSWERS_1 -> new LineTck(new LineProviderFactory.Answers1());
            case STREAMS_1 -> new LineTck(new LineProviderFactory.Streams1());
            case STREAMS_2 -> new LineTck(new LineProviderFactory.Streams2());
            case SLICES_1 -> new LineTck(new LineProviderFactory.Slices1());
            case ERRORS_7 -> new LineTck(new LineProviderFactory.Errors7());
            case USAGE_1 -> new LineTck(new LineProviderFactory.Usage1());
            default -> new LineTck(new LineProviderFactory(rule.id()));
        };
    }

    /** The contract of a provider over HTTP. */
    private static final class LineTck extends ProviderTck {
        private final ProviderFactory factory;

        LineTck(ProviderFactory factory) {
            this.factory = factory;
        }

        @Override
        protected ProviderFactory factory() {
            return factory;
        }

        @Override
        protected FormatSamples samples() {
            return LineSamples.ALL;
        }
    }

    /** The contract of a provider in this process. */
    private static final class LocalLineTck extends LocalProviderTck {
        private final ProviderFactory factory;

        LocalLineTck(ProviderFactory factory) {
            this.factory = factory;
        }

        @Override
        protected ProviderFactory factory() {
            return factory;
        }
    }
}
