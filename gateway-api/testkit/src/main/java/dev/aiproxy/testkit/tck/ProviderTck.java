package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The contract of an {@link dev.aiproxy.api.provider.HttpProvider}, as a test class: extend it, say which factory makes the provider
 * and what its upstream answers. Each test checks one {@link ProviderRule}, whose id its failures begin with.
 *
 * <p>Some checks run a gateway with the plugins that stand on the class path, so the wire format that the provider asks in must be
 * there: in the plugin itself, or in a plugin jar that the tests depend on.
 */
public abstract class ProviderTck extends AnyProviderTck {
    /** What the upstream answers, in the format in which the provider asks. */
    protected abstract FormatSamples samples();

    /**
     * What the upstream answers to requests that ask for something else than an answer, such as for a token.
     *
     * @return empty for a request that asks for an answer
     */
    protected Optional<Reply> aside(RecordedRequest request) {
        return Optional.empty();
    }

    @Override
    final String baseUrl() {
        return ProviderSetup.UPSTREAM;
    }

    @Override
    final ProviderLab startLab() throws Exception {
        return ProviderLab.overHttp(setup());
    }

    private CallChecks calls() {
        return new CallChecks(setup(), factory(), samples().requests());
    }

    private FailureChecks failures() {
        return new FailureChecks(calls().provider());
    }

    private ThroughGatewayChecks clients() throws Exception {
        return new ThroughGatewayChecks(lab(), samples(), this::aside, key());
    }

    @Test
    final void formatIsThere() {
        ProviderRule.FORMAT_1.hold(() -> calls().usesKnownFormat());
    }

    @Test
    final void callsGoToTheBaseUrl() {
        ProviderRule.CALL_1.hold(() -> calls().goesToTheBaseUrl());
    }

    @Test
    final void callsLeaveTheConnectionAlone() {
        ProviderRule.CALL_2.hold(() -> calls().leavesTheConnectionAlone());
    }

    @Test
    final void forwardedHeadersAreHarmless() {
        ProviderRule.CALL_3.hold(() -> calls().forwardsHarmlessHeaders());
    }

    @Test
    final void anyBodyIsTaken() {
        ProviderRule.CALL_4.hold(() -> calls().takesAnyBody());
    }

    @Test
    final void keysStayOutOfUrls() {
        ProviderRule.SECRETS_1.hold(() -> calls().keepsKeysOutOfUrls());
    }

    @Test
    final void keysStayPrivate() {
        ProviderRule.SECRETS_2.hold(() -> clients().keysStayPrivate());
    }

    @Test
    final void answersArrive() {
        ProviderRule.ANSWERS_1.hold(() -> clients().answersArrive());
    }

    @Test
    final void streamsArrive() {
        ProviderRule.STREAMS_1.hold(() -> clients().streamsArrive());
    }

    @Test
    final void brokenStreamsFail() {
        ProviderRule.STREAMS_2.hold(() -> clients().brokenStreamsFail());
    }

    @Test
    final void slicesDoNotMatter() {
        ProviderRule.SLICES_1.hold(() -> clients().slicesDoNotMatter());
    }

    @Test
    final void refusedKeyIsTheCredentialsFault() {
        ProviderRule.ERRORS_1.hold(() -> failures().refusedKey());
    }

    @Test
    final void tooManyRequestsWait() {
        ProviderRule.ERRORS_2.hold(() -> failures().tooManyRequests());
    }

    @Test
    final void outagesAreTheUpstreamsFault() {
        ProviderRule.ERRORS_3.hold(() -> failures().upstreamsFault());
    }

    @Test
    final void badRequestsAreTheClientsFault() {
        ProviderRule.ERRORS_4.hold(() -> failures().requestsFault());
    }

    @Test
    final void noAnswerIsTriedElsewhere() {
        ProviderRule.ERRORS_5.hold(() -> failures().nobodyAnswered());
    }

    @Test
    final void everyFailureIsJudged() {
        ProviderRule.ERRORS_6.hold(() -> failures().judgesEverything());
    }

    @Test
    final void refusalsArrive() {
        ProviderRule.ERRORS_7.hold(() -> clients().refusalsArrive());
    }

    @Test
    final void leavingEndsTheCall() {
        ProviderRule.CANCEL_1.hold(() -> clients().leavingEndsTheCall());
    }

    @Test
    final void usageIsCounted() {
        ProviderRule.USAGE_1.hold(() -> clients().usageIsCounted());
    }

    @Test
    final void tokensAreAskedForSafely() {
        ProviderRule.TOKENS_1.hold(() -> calls().asksForTokens());
    }

    @Test
    final void errorsGrantNoToken() {
        ProviderRule.TOKENS_2.hold(() -> calls().grantsNoTokenForAnError());
    }

    @Test
    final void nothingIsLeftBehind() {
        Class<?> type = factory().getClass();
        ProviderRule.LEAKS_1.hold(() -> LeakCheck.run(type, loader -> {
            ProviderFactory copy = loader.newInstance(ProviderFactory.class, type);
            new CallChecks(setup(), copy, samples().requests()).exercise();
        }));
    }
}
