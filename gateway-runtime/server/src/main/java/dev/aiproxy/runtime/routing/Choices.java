package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.wire.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the candidates for its models, each at most once. A candidate is looked at only when it is its turn,
 * and given out only if it is not left alone for now. Not thread-safe.
 */
public final class Choices {
    private final List<Route> routes;
    private final Strategy strategy;
    private final Health health;
    private final Operation operation;
    private Predicate<Candidate> able = any -> true;
    private @Nullable Candidate preferred;
    private int route;
    private int tier;
    private int begin = -1;
    private int step;

    /** @param routes of the models in the order to try them */
    Choices(List<Route> routes, Strategy strategy, Health health, Operation operation) {
        this.routes = routes;
        this.strategy = strategy;
        this.health = health;
        this.operation = operation;
    }

    /** From now on only these are asked. */
    public void limit(Predicate<Candidate> able) {
        this.able = able;
    }

    /** One that may be asked, healthy or not; empty if there is none. */
    public Optional<Candidate> any() {
        return first(able);
    }

    /** One that serves the model, whatever it is asked for; empty if there is none. */
    public Optional<Candidate> anyServing() {
        return first(any -> true);
    }

    private Optional<Candidate> first(Predicate<Candidate> wanted) {
        for (Route each : routes) {
            for (Tier equal : each.tiers()) {
                for (Candidate candidate : equal.candidates()) {
                    if (wanted.test(candidate)) {
                        return Optional.of(candidate);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether nobody serves it, healthy or not. */
    public boolean isEmpty() {
        for (Route each : routes) {
            if (!each.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The same way, but for this credential alone. */
    public Choices only(CredentialId id) {
        return new Choices(routes.stream().map(each -> each.only(id)).toList(), strategy, health, operation);
    }

    /** Leave to ask the candidate with this credential, if it is in use and healthy; to be asked first of all. */
    public Optional<Permit> prefer(CredentialId id) {
        Candidate wanted = routes.isEmpty() ? null : routes.get(0).with(id);
        Permit permit = wanted == null || !able.test(wanted) ? null : admit(wanted);
        preferred = permit == null ? null : wanted;
        return Optional.ofNullable(permit);
    }

    /** Leave to ask the next candidate that is worth it; empty if there is none. */
    public Optional<Permit> next(Predicate<Candidate> worth) {
        for (; route < routes.size(); route++, tier = 0) {
            Optional<Permit> permit = ofRoute(worth);
            if (permit.isPresent()) {
                return permit;
            }
        }
        return Optional.empty();
    }

    /** Leave to ask one more candidate for the same model, to run beside the one given out before; empty if there is none. */
    public Optional<Permit> beside() {
        return route < routes.size() ? ofRoute(any -> true) : Optional.empty();
    }

    private Optional<Permit> ofRoute(Predicate<Candidate> worth) {
        List<Tier> tiers = routes.get(route).tiers();
        for (; tier < tiers.size(); tier++, begin = -1) {
            Permit permit = next(tiers.get(tier), worth);
            if (permit != null) {
                return Optional.of(permit);
            }
        }
        return Optional.empty();
    }

    private @Nullable Permit next(Tier among, Predicate<Candidate> worth) {
        int count = among.candidates().size();
        if (begin < 0) {
            Permit first = begin(among, worth);
            if (first != null) {
                return first;
            }
        }
        while (++step < count) {
            Permit permit = admit(among, (begin + step) % count, worth);
            if (permit != null) {
                return permit;
            }
        }
        return null;
    }

    /** Further turns are drawn while their candidates are left alone, so that not all of theirs fall to one neighbour. */
    private @Nullable Permit begin(Tier among, Predicate<Candidate> worth) {
        int count = among.candidates().size();
        step = 0;
        for (int draws = 0; draws < count; draws++) {
            int drawn = count == 1 ? 0 : strategy.first(among);
            if (drawn == begin) {
                break;
            }
            begin = drawn;
            Permit permit = admit(among, drawn, worth);
            if (permit != null) {
                return permit;
            }
        }
        return null;
    }

    private @Nullable Permit admit(Tier among, int place, Predicate<Candidate> worth) {
        Candidate candidate = among.candidates().get(place);
        return candidate.equals(preferred) || !able.test(candidate) || !worth.test(candidate) ? null : admit(candidate);
    }

    private @Nullable Permit admit(Candidate candidate) {
        return health.admit(candidate, cooled(candidate));
    }

    /** Leave to ask a candidate once more that has just failed; empty if an operator has taken it out of use. */
    public Optional<Permit> again(Candidate candidate) {
        return Optional.ofNullable(health.force(candidate, cooled(candidate)));
    }

    /** How long it takes until the first candidate may be asked again; empty if only an operator can tell. */
    public Optional<Duration> wait(Duration atLeast) {
        long earliest = all().mapToLong(candidate -> health.usableFrom(candidate, cooled(candidate)))
                .min()
                .orElse(Long.MAX_VALUE);
        if (earliest == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long millis = Math.max(atLeast.toMillis(), earliest - health.now());
        return Optional.of(Duration.ofMillis(millis));
    }

    /** Whether every candidate is left alone because it was asked too much. */
    public boolean exhausted() {
        return all().allMatch(candidate -> {
            Failure.Kind reason = health.reason(candidate, cooled(candidate));
            return reason == Failure.Kind.RATE_LIMIT || reason == Failure.Kind.QUOTA;
        });
    }

    private Stream<Candidate> all() {
        return everybody().filter(able);
    }

    private Stream<Candidate> everybody() {
        return routes.stream().flatMap(each -> each.tiers().stream()).flatMap(each -> each.candidates().stream());
    }

    /** What cools if only the model fails. Another operation's failure tells nothing of conversations. */
    private String cooled(Candidate candidate) {
        return operation.equals(Operation.CHAT)
                ? candidate.upstreamModel()
                : operation.id() + ":" + candidate.upstreamModel();
    }
}
