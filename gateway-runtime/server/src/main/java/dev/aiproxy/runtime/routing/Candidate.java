package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.runtime.config.CredentialConfig;

/**
 * One way to serve a request.
 *
 * @param provider the configured provider and its names
 * @param credential with what
 * @param upstreamModel the model as the provider knows it; empty for operations without one
 */
public record Candidate(ProviderEntry provider, CredentialConfig credential, String upstreamModel) {
    /** A provider of this snapshot: its id, the plugin it came from, and the instance. */
    public record ProviderEntry(String id, String pluginId, Provider instance) {}

    /** The credential, over all snapshots. */
    public CredentialId id() {
        return CredentialId.of(provider.id(), credential);
    }
}
