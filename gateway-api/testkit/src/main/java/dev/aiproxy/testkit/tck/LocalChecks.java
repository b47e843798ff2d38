package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.ProviderFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a provider in this process answers. */
final class LocalChecks {
    private static final Duration PROMPTLY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProviderSetup setup;
    private final LocalProvider provider;
    private final ProviderSetup.Made made;

    LocalChecks(ProviderSetup setup, ProviderFactory factory) {
        this.setup = setup;
        this.made = setup.make(factory, "");
        this.provider = (LocalProvider) made.provider();
    }

    void keepsTheGrammar() throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            List<ChatEvent> events = events(FormatSetup.HELLO, stream);
            assertThat(EventGrammar.violationsWithoutEnd(events))
                    .as("%s", events)
                    .isEmpty();
            assertThat(events).as("the events").noneMatch(ChatEvent.Failed.class::isInstance);
        }
    }

    void answersOrRefuses() throws Exception {
        for (Map.Entry<String, ChatRequest> conversation :
                TckConversations.all().entrySet()) {
            try {
                List<ChatEvent> events = events(conversation.getValue(), true);
                assertThat(EventGrammar.violationsWithoutEnd(events))
                        .as("%s: %s", conversation.getKey(), events)
                        .isEmpty();
            } catch (GatewayException refusal) {
                assertThat(refusal.getMessage())
                        .as("the refusal of %s", conversation.getKey())
                        .isNotBlank();
            }
        }
    }

    private List<ChatEvent> events(ChatRequest request, boolean stream) throws Exception {
        List<ChatEvent> events = new ArrayList<>();
        provider.chat(request, call(stream), events::add);
        return events;
    }

    private LocalProvider.LocalCall call(boolean stream) {
        return new LocalProvider.LocalCall(setup.model(), made.credential(), stream);
    }

    /** A client that takes nothing: the provider blocks in its first event, at the latest, until it is interrupted. */
    void endsWhenInterrupted() throws Exception {
        CountDownLatch emitting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Thread thread = new Thread(() -> answer(emitting, never), "tck-cancel");
        thread.setDaemon(true);
        thread.start();
        assertThat(emitting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("whether it emitted anything")
                .isTrue();
        thread.interrupt();
        thread.join(PROMPTLY.toMillis());
        assertThat(thread.isAlive())
                .as("whether it is still running %s after it was interrupted", PROMPTLY)
                .isFalse();
    }

    private void answer(CountDownLatch emitting, CountDownLatch never) {
        try {
            provider.chat(FormatSetup.HELLO, call(true), event -> {
                emitting.countDown();
                never.await();
            });
        } catch (InterruptedException expected) {
            Thread.currentThread().interrupt();
        } catch (Exception other) {
            // However it ends, it ends.
        }
    }

    void exercise() throws Exception {
        events(FormatSetup.HELLO, true);
        events(FormatSetup.HELLO, false);
        provider.close();
    }

    static void requireAnswer(ProviderLab.Outcome outcome) {
        assertThat(outcome.status())
                .as("the status; the body is %s", outcome.body())
                .isEqualTo(200);
        assertThat(outcome.json().has("text"))
                .as("whether %s is an answer", outcome.body())
                .isTrue();
    }

    static void requireStream(ProviderLab.Outcome outcome) {
        assertThat(outcome.status())
                .as("the status; the body is %s", outcome.body())
                .isEqualTo(200);
        assertThat(outcome.lastEvent())
                .as("the last event of %s", outcome.body())
                .isEqualTo("End");
    }

    static void requireSecret(String key, ProviderLab.Outcome outcome, LogCapture log) {
        assertThat(outcome.head() + outcome.body()).as("what a client got").doesNotContain(key);
        assertThat(log.text()).as("the log").doesNotContain(key);
    }
}
