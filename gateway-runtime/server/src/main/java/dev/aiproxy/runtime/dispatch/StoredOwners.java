package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.CredentialId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which credential's upstream keeps what clients may refer to later. Bounded (what was longest not asked for goes first), expiring,
 * and separate per client. Thread-safe.
 */
final class StoredOwners {
    private static final int MOST = 100_000;
    private static final int LONGEST_ID = 256;
    private static final Duration MAX_AGE = Duration.ofDays(30);

    private final Clock clock;
    private final Map<Key, Owner> owners = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Owner> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String scope, WireFormat format, String id) {}

    private record Owner(CredentialId credential, Instant since) {}

    StoredOwners(Clock clock) {
        this.clock = clock;
    }

    /** @param scope the client */
    synchronized void keep(String scope, WireFormat format, String id, CredentialId credential) {
        if (id.length() <= LONGEST_ID) {
            owners.put(new Key(scope, format, id), new Owner(credential, clock.instant()));
        }
    }

    /** Empty if it was never kept for this client, or too long ago. */
    synchronized Optional<CredentialId> of(String scope, WireFormat format, String id) {
        Key key = new Key(scope, format, id);
        Owner owner = owners.get(key);
        if (owner != null && owner.since().plus(MAX_AGE).isBefore(clock.instant())) {
            owners.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(owner).map(Owner::credential);
    }
}
