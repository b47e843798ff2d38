package dev.aiproxy.runtime.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The models that providers last named for credentials that list none. Thread-safe. */
public final class DiscoveredModels {
    private final Map<CredentialId, List<String>> models = new ConcurrentHashMap<>();

    /** In the provider's order; empty if it has not been asked yet or never answered. */
    public List<String> of(CredentialId id) {
        return models.getOrDefault(id, List.of());
    }

    /**
     * Keeps what a provider named.
     *
     * @return whether that is something new
     */
    public boolean keep(CredentialId id, List<String> named) {
        List<String> copy = List.copyOf(named);
        return !copy.equals(models.put(id, copy));
    }

    /** Forgets all but these. */
    public void retain(Set<CredentialId> ids) {
        models.keySet().retainAll(ids);
    }
}
