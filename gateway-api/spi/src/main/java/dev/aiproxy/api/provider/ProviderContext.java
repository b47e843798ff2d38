package dev.aiproxy.api.provider;

import java.time.Clock;
import java.util.List;

/**
 * What a provider is made with.
 *
 * @param options the values of the spec's top-level options
 * @param credentials every enabled credential of the provider in this snapshot, in the order of the file
 * @param clock the gateway's clock
 */
public record ProviderContext(Options options, List<Credential> credentials, Clock clock) {
    /** Copies the list. */
    public ProviderContext {
        credentials = List.copyOf(credentials);
    }
}
