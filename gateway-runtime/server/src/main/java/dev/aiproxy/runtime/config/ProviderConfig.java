package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import java.util.List;

/**
 * A provider that the configuration names.
 *
 * @param topLevel the values of the spec's top-level options
 * @param credentials in the order of the file, disabled ones too; names are unique
 */
public record ProviderConfig(String providerId, Options topLevel, List<CredentialConfig> credentials) {
    public ProviderConfig {
        credentials = List.copyOf(credentials);
    }

    /** Those that are in use, as a provider is given them. */
    public List<Credential> enabled() {
        return credentials.stream()
                .filter(credential -> !credential.disabled())
                .map(Credential.class::cast)
                .toList();
    }
}
