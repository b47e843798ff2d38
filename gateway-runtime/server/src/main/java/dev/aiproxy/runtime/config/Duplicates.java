package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collapses credentials that are one and the same to the provider. */
final class Duplicates {
    /** What the provider tells credentials apart by. */
    private record Identity(Secret apiKey, URI baseUrl) {}

    private Duplicates() {}

    /** The first of each key and address, with a warning for the others; disabled ones stay. */
    static List<CredentialConfig> collapse(List<CredentialConfig> credentials) {
        Map<Identity, CredentialConfig> first = new HashMap<>();
        List<CredentialConfig> kept = new ArrayList<>();
        for (CredentialConfig credential : credentials) {
            CredentialConfig same = credential.disabled()
                    ? null
                    : credential
                            .apiKey()
                            .map(key -> first.putIfAbsent(new Identity(key, credential.baseUrl()), credential))
                            .orElse(null);
            if (same == null) {
                kept.add(credential);
            } else {
                credential.warn("ignored: the same api-key and base-url as " + same.name());
            }
        }
        return List.copyOf(kept);
    }
}
