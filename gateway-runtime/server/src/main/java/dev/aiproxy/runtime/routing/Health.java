package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.provider.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials have failed and are left alone for a while. One per process, so that it outlives every configuration.
 * Whatever is well is not in here, so a healthy gateway pays for a look into an empty map. Thread-safe; never blocks.
 *
 * <p>Whatever becomes of an attempt, nothing stays out of use for longer than its cooldown and one probe's lease.
 */
public final class Health {
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int MANY = 10_000;
    private static final Duration FORGOTTEN = Duration.ofHours(2);

    private final Clock clock;
    private final Map<Scope, Cooldown> cooldowns = new ConcurrentHashMap<>();
    private final Set<CredentialId> disabled = ConcurrentHashMap.newKeySet();

    /** Numbers failures and attempts, so that of two of them the earlier one is known whatever the clock says. */
    private final AtomicLong events = new AtomicLong();

    private volatile CooldownListener listening = (id, name) -> {};

    /** @param clock tells how long a cooldown lasts */
    public Health(Clock clock) {
        this.clock = clock;
    }

    /** States of something that is not simply well. */
    public enum State {
        /** Nobody asks before {@link Cooling#until}. */
        COOLING,
        /** One request at a time is tried. */
        PROBING
    }

    /**
     * Something that has failed and not yet succeeded since.
     *
     * @param fingerprint of the credential; empty for the whole provider
     * @param model the upstream's name, with the operation and a colon before it unless that is a conversation; empty for every
     *     model, {@code -} for calls without one
     * @param failures how often in a row
     */
    public record Cooling(
            String provider,
            String fingerprint,
            String model,
            State state,
            Failure.Kind reason,
            Instant until,
            int failures) {}

    /** Hears of cooldowns. */
    @FunctionalInterface
    public interface CooldownListener {
        /** Something was well, or was asked again, and is left alone from now on; told by whoever found out. */
        void began(CredentialId id, String credentialName);
    }

    /** Tells this one from now on. */
    public void listen(CooldownListener listener) {
        listening = listener;
    }

    /** Everything that is not well, in a stable order. */
    public List<Cooling> cooling() {
        long now = clock.millis();
        return cooldowns.entrySet().stream()
                .map(entry -> shown(entry.getKey(), entry.getValue(), now))
                .sorted(Comparator.comparing(Cooling::provider)
                        .thenComparing(Cooling::fingerprint)
                        .thenComparing(Cooling::model))
                .toList();
    }

    /** What keeps this credential from being used in full; empty if nothing does. */
    public List<Cooling> cooling(CredentialId id) {
        long now = clock.millis();
        return cooldowns.entrySet().stream()
                .filter(entry -> entry.getKey().belongsTo(id))
                .map(entry -> shown(entry.getKey(), entry.getValue(), now))
                .sorted(Comparator.comparing(Cooling::model))
                .toList();
    }

    private static Cooling shown(Scope scope, Cooldown cooldown, long now) {
        return new Cooling(
                scope.provider(),
                scope.fingerprint(),
                scope.model(),
                cooldown.cooling(now) ? State.COOLING : State.PROBING,
                cooldown.kind(),
                Instant.ofEpochMilli(cooldown.until()),
                cooldown.streak() + 1);
    }

    /** Forgets that a credential, and the provider with it, has failed. */
    public void reset(CredentialId id) {
        cooldowns.keySet().removeIf(scope -> scope.belongsTo(id));
    }

    /** Forgets every failure. */
    public void reset() {
        cooldowns.clear();
    }

    /** Takes a credential out of use until {@link #enable}, or until the process ends. */
    public void disable(CredentialId id) {
        disabled.add(id);
    }

    /** Undoes {@link #disable}. */
    public void enable(CredentialId id) {
        disabled.remove(id);
    }

    /** Whether an operator has taken it out of use. */
    public boolean disabled(CredentialId id) {
        return disabled.contains(id);
    }

    /** Leave to ask a candidate; null if it is to be left alone for now. */
    @Nullable
    Permit admit(Candidate candidate, String model) {
        if (!disabled.isEmpty() && disabled.contains(candidate.id())) {
            return null;
        }
        Permit permit = new Permit(this, candidate, model, events.get());
        return cooldowns.isEmpty() ? permit : admit(permit);
    }

    private @Nullable Permit admit(Permit permit) {
        long now = clock.millis();
        boolean probe = false;
        for (Scope scope : permit.scopes()) {
            Cooldown cooldown = cooldowns.get(scope);
            if (cooldown != null && (cooldown.cooling(now) || cooldown.probed(now))) {
                return null;
            }
            probe |= cooldown != null;
        }
        return probe ? probing(permit.asProbe(events.incrementAndGet()), now) : permit;
    }

    /** Only one of those who come at once gets the lease. */
    private @Nullable Permit probing(Permit permit, long now) {
        for (Scope scope : permit.scopes()) {
            Cooldown taken = cooldowns.computeIfPresent(
                    scope,
                    (key, old) -> old.cooling(now) || old.probed(now)
                            ? old
                            : old.leased(permit.begun(), now + LEASE.toMillis()));
            if (taken != null && taken.lease() != permit.begun()) {
                neutral(permit);
                return null;
            }
        }
        return permit;
    }

    /** Leave to ask a candidate again that has just failed, whether it cools or not; null if an operator disabled it. */
    @Nullable
    Permit force(Candidate candidate, String model) {
        return disabled.contains(candidate.id()) ? null : new Permit(this, candidate, model, events.get());
    }

    /** The epoch millisecond from which a candidate may be asked; {@link Long#MAX_VALUE} if an operator disabled it. */
    long usableFrom(Candidate candidate, String model) {
        if (disabled.contains(candidate.id())) {
            return Long.MAX_VALUE;
        }
        long from = 0;
        for (Scope scope : new Permit(this, candidate, model, 0).scopes()) {
            Cooldown cooldown = cooldowns.get(scope);
            from = cooldown == null ? from : Math.max(from, cooldown.until());
        }
        return from;
    }

    /** Why a candidate is left alone; null if it is not, or only by an operator. */
    Failure.@Nullable Kind reason(Candidate candidate, String model) {
        for (Scope scope : new Permit(this, candidate, model, 0).scopes()) {
            Cooldown cooldown = cooldowns.get(scope);
            if (cooldown != null) {
                return cooldown.kind();
            }
        }
        return null;
    }

    long now() {
        return clock.millis();
    }

    void succeeded(Permit permit) {
        if (cooldowns.isEmpty()) {
            return;
        }
        for (Scope scope : permit.scopes()) {
            cooldowns.computeIfPresent(scope, (key, old) -> old.endedBy(permit.begun()) ? null : old);
        }
    }

    void failed(Permit permit, Failure failure, CooldownTimes times) {
        Scope scope = permit.scope(failure.scope());
        Duration first = times.after(failure.kind(), failure.retryAfter(), 0);
        if (scope == null || first.isZero()) {
            neutral(permit);
            return;
        }
        makeRoom();
        long event = events.incrementAndGet();
        AtomicBoolean began = new AtomicBoolean();
        cooldowns.compute(scope, (key, old) -> {
            began.set(old == null || !old.cooling(clock.millis()));
            int streak = old == null ? 0 : old.streakAfter(failure.kind(), permit.begun());
            long until = clock.millis()
                    + times.after(failure.kind(), failure.retryAfter(), streak).toMillis();
            return old == null
                    ? Cooldown.begin(failure.kind(), event, until)
                    : old.again(failure.kind(), permit.begun(), event, until);
        });
        if (began.get()) {
            Candidate failed = permit.candidate();
            listening.began(failed.id(), failed.credential().name());
        }
        neutral(permit);
    }

    /** Gives back what the attempt held; what it held is not more than a probe's lease. */
    void neutral(Permit permit) {
        if (!permit.probe()) {
            return;
        }
        for (Scope scope : permit.scopes()) {
            cooldowns.computeIfPresent(scope, (key, old) -> old.released(permit.begun()));
        }
    }

    /** Clients can name any number of models, so what ended long ago goes when there is much of it, then whatever ended. */
    private void makeRoom() {
        if (cooldowns.size() < MANY) {
            return;
        }
        long now = clock.millis();
        cooldowns.values().removeIf(cooldown -> cooldown.until() < now - FORGOTTEN.toMillis());
        if (cooldowns.size() >= MANY) {
            cooldowns.values().removeIf(cooldown -> !cooldown.cooling(now));
        }
        if (cooldowns.size() >= MANY) {
            cooldowns.keySet().removeIf(scope -> !scope.model().isEmpty());
        }
    }
}
