package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.provider.ProviderFactory;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link dev.aiproxy.api.provider.LocalProvider}, as a test class: extend it and say which factory makes the
 * provider. Each test checks one {@link ProviderRule}, whose id its failures begin with.
 */
public abstract class LocalProviderTck extends AnyProviderTck {
    @Override
    final String baseUrl() {
        return "";
    }

    @Override
    final ProviderLab startLab() throws Exception {
        return ProviderLab.local(setup());
    }

    private LocalChecks local() {
        return new LocalChecks(setup(), factory());
    }

    @Test
    final void eventsKeepTheGrammar() {
        ProviderRule.EVENTS_1.hold(() -> local().keepsTheGrammar());
    }

    @Test
    final void conversationsAreAnsweredOrRefused() {
        ProviderRule.EVENTS_2.hold(() -> local().answersOrRefuses());
    }

    @Test
    final void answersArrive() {
        ProviderRule.ANSWERS_1.hold(() -> LocalChecks.requireAnswer(lab().ask(false)));
    }

    @Test
    final void streamsArrive() {
        ProviderRule.STREAMS_1.hold(() -> LocalChecks.requireStream(lab().ask(true)));
    }

    @Test
    final void leavingEndsTheCall() {
        ProviderRule.CANCEL_1.hold(() -> local().endsWhenInterrupted());
    }

    @Test
    final void keysStayPrivate() {
        ProviderRule.SECRETS_2.hold(() -> {
            try (LogCapture log = LogCapture.start()) {
                LocalChecks.requireSecret(key(), lab().ask(false), log);
            }
        });
    }

    @Test
    final void nothingIsLeftBehind() {
        Class<?> type = factory().getClass();
        ProviderRule.LEAKS_1.hold(() -> LeakCheck.run(type, loader -> {
            ProviderFactory copy = loader.newInstance(ProviderFactory.class, type);
            new LocalChecks(setup(), copy).exercise();
        }));
    }
}
