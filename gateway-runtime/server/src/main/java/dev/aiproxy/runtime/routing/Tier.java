package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.exchange.CredentialSelector;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Candidates of equal priority, in the order of the configuration. Immutable but for its turns. */
public final class Tier {
    private final List<Candidate> candidates;
    private final int[] wheel;
    private final List<CredentialSelector.Choice> choices;
    private final AtomicInteger turns;

    /** @param turns where its round robin stands; outlives the tier */
    Tier(List<Candidate> candidates, AtomicInteger turns) {
        this.candidates = List.copyOf(candidates);
        this.wheel = wheel(this.candidates);
        this.choices = this.candidates.stream().map(Tier::choice).toList();
        this.turns = turns;
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    /** The candidates as plugins are shown them; the same list each time. */
    public List<CredentialSelector.Choice> choices() {
        return choices;
    }

    private static CredentialSelector.Choice choice(Candidate candidate) {
        return new CredentialSelector.Choice(
                candidate.provider().id(),
                candidate.credential().name(),
                candidate.upstreamModel(),
                candidate.credential().weight());
    }

    /** The place of the candidate whose turn it is, each as often as its weight says; takes the turn. */
    public int turn() {
        return wheel[Math.floorMod(turns.getAndIncrement(), wheel.length)];
    }

    /** The smooth weighted round robin: of weights 3 and 1 it makes a a b a, not a a a b. */
    private static int[] wheel(List<Candidate> candidates) {
        int[] weights = candidates.stream()
                .mapToInt(candidate -> candidate.credential().weight())
                .toArray();
        int divisor = Arrays.stream(weights).reduce(0, Tier::gcd);
        int total = Arrays.stream(weights).map(weight -> weight / divisor).sum();
        if (total == weights.length) {
            return java.util.stream.IntStream.range(0, weights.length).toArray();
        }
        int[] wheel = new int[total];
        long[] due = new long[weights.length];
        for (int turn = 0; turn < total; turn++) {
            int next = 0;
            for (int i = 0; i < weights.length; i++) {
                due[i] += weights[i] / divisor;
                next = due[i] > due[next] ? i : next;
            }
            due[next] -= total;
            wheel[turn] = next;
        }
        return wheel;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
