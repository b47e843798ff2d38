package dev.aiproxy.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may use the gateway. Holds hashes of keys, never keys. */
public final class Access {
    private final Map<KeyHash, ClientKey> clients = new LinkedHashMap<>();
    private final @Nullable KeyHash admin;

    Access(List<ClientKey> clients, @Nullable KeyHash admin) {
        clients.forEach(client -> this.clients.putIfAbsent(client.hash(), client));
        this.admin = admin;
    }

    /** Whether everybody is served, because no client keys are configured. */
    public boolean open() {
        return clients.isEmpty();
    }

    /** Whether a client that presents this key is served. An open gateway serves any. */
    public boolean accepts(String presentedKey) {
        return open() || client(presentedKey).isPresent();
    }

    /** The client key that was presented; empty if it is none of the configured ones. */
    public Optional<ClientKey> client(String presentedKey) {
        return Optional.ofNullable(clients.get(KeyHash.of(presentedKey)));
    }

    public boolean hasAdminKey() {
        return admin != null;
    }

    /** Whether this is the admin key; never if none is configured. */
    public boolean acceptsAdmin(String presentedKey) {
        return KeyHash.of(presentedKey).equals(admin);
    }

    @Override
    public String toString() {
        return "Access[client keys: " + clients.size() + ", admin key: " + (hasAdminKey() ? "***" : "none") + "]";
    }
}
