package dev.aiproxy.runtime.routing;

import dev.aiproxy.runtime.config.CredentialConfig;

/**
 * What a credential is known by as long as the process lives, whatever of the configuration is reloaded around it.
 *
 * @param fingerprint tells credentials of a provider apart, and nothing of their keys
 */
public record CredentialId(String provider, String fingerprint) {
    public static CredentialId of(String provider, CredentialConfig credential) {
        return new CredentialId(provider, credential.fingerprint());
    }
}
