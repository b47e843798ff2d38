package dev.aiproxy.runtime.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The models that providers last named for credentials that list none. Thread-safe. */
public final class DiscoveredModels {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<CredentialId, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(List<String> models, Instant askAgain) {}

    DiscoveredModels(Clock clock) {
        this.clock = clock;
    }

    /** In the provider's order; empty if it has not been asked yet or never answered. */
    public List<String> of(CredentialId id) {
        Answer answer = answers.get(id);
        return answer == null ? List.of() : answer.models();
    }

    /** Whether it is time to ask; who is told so is to ask. */
    public boolean due(CredentialId id) {
        Instant now = clock.instant();
        Answer answer = answers.get(id);
        if (answer != null && now.isBefore(answer.askAgain())) {
            return false;
        }
        answers.put(id, new Answer(of(id), now.plus(PATIENCE)));
        return true;
    }

    /**
     * Keeps what a provider named. Until it answers again, that holds, however often it fails.
     *
     * @return whether that is something new
     */
    public boolean keep(CredentialId id, List<String> named) {
        Answer answer = new Answer(List.copyOf(named), clock.instant().plus(FRESH));
        Answer before = answers.put(id, answer);
        return before == null || !before.models().equals(answer.models());
    }

    /** Forgets all but these. */
    public void retain(Set<CredentialId> ids) {
        answers.keySet().retainAll(ids);
    }
}
