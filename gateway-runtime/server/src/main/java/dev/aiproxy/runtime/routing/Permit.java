package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.provider.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leave to ask a candidate once. Whoever holds it says what came of it: a success, a failure, or nothing that tells of the
 * candidate's health. A success may be followed by a failure, as when an answer breaks off.
 */
public final class Permit {
    private final Health health;
    private final Candidate candidate;
    private final String model;
    private final long begun;
    private final boolean probe;
    private @Nullable List<Scope> scopes;

    /** @param model what a failure for the model alone cools */
    Permit(Health health, Candidate candidate, String model, long begun) {
        this(health, candidate, model, begun, false);
    }

    private Permit(Health health, Candidate candidate, String model, long begun, boolean probe) {
        this.health = health;
        this.candidate = candidate;
        this.model = model;
        this.begun = begun;
        this.probe = probe;
    }

    public Candidate candidate() {
        return candidate;
    }

    /** It answers. */
    public void succeeded() {
        health.succeeded(this);
    }

    /** It failed. A failure that blames nobody tells nothing of its health. */
    public void failed(Failure failure, CooldownTimes times) {
        health.failed(this, failure, times);
    }

    /** What happened tells nothing of its health: the client left, or the request was at fault. */
    public void neutral() {
        health.neutral(this);
    }

    /** Number of the event at which it began; that of a probe is its own. */
    long begun() {
        return begun;
    }

    Permit asProbe(long event) {
        return new Permit(health, candidate, model, event, true);
    }

    /** Whether it holds the lease on what is half open. */
    boolean probe() {
        return probe;
    }

    /** Everything whose cooldown keeps the candidate from being asked. */
    List<Scope> scopes() {
        List<Scope> made = scopes;
        if (made == null) {
            CredentialId id = candidate.id();
            made = List.of(Scope.provider(id), Scope.credential(id), Scope.model(id, model));
            scopes = made;
        }
        return made;
    }

    /** What a failure of this reach cools; null for nothing. */
    @Nullable
    Scope scope(Failure.Scope reach) {
        return switch (reach) {
            case NOTHING -> null;
            case PROVIDER -> scopes().get(0);
            case CREDENTIAL -> scopes().get(1);
            case MODEL -> scopes().get(2);
        };
    }
}
