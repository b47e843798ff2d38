package dev.aiproxy.runtime.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who serves a model: tiers of falling priority. Immutable. */
final class Route {
    static final Route NOWHERE = new Route(List.of());

    private final List<Tier> tiers;

    private Route(List<Tier> tiers) {
        this.tiers = tiers;
    }

    /** @param name what its turns go by, the same over snapshots */
    static Route of(Object name, List<Candidate> candidates, Turns turns) {
        if (candidates.isEmpty()) {
            return NOWHERE;
        }
        Map<Integer, List<Candidate>> byPriority = new TreeMap<>();
        for (Candidate candidate : candidates) {
            byPriority
                    .computeIfAbsent(-candidate.credential().priority(), unseen -> new ArrayList<>())
                    .add(candidate);
        }
        List<Tier> tiers = new ArrayList<>();
        byPriority.forEach((priority, equal) -> tiers.add(new Tier(equal, turns.of(List.of(name, priority)))));
        return new Route(List.copyOf(tiers));
    }

    boolean isEmpty() {
        return tiers.isEmpty();
    }

    List<Tier> tiers() {
        return tiers;
    }

    /** Only that of this credential. */
    Route only(CredentialId id) {
        Candidate candidate = with(id);
        return candidate == null ? NOWHERE : new Route(List.of(new Tier(List.of(candidate), new AtomicInteger())));
    }

    /** The first candidate with this credential; null if there is none. */
    @Nullable
    Candidate with(CredentialId id) {
        for (Tier tier : tiers) {
            for (Candidate candidate : tier.candidates()) {
                if (candidate.credential().fingerprint().equals(id.fingerprint())
                        && candidate.provider().id().equals(id.provider())) {
                    return candidate;
                }
            }
        }
        return null;
    }
}
