package dev.aiproxy.api.provider;

import java.net.URI;
import java.util.Optional;

/**
 * One way to reach a provider: a key, an address, options. An entry of the provider's configuration section. Immutable; the same
 * instance throughout a snapshot, so it may key a cache of the provider.
 */
public interface Credential {
    /** Unique within the provider's section; safe to show. */
    String name();

    /** The key; empty if the provider has none. */
    Optional<Secret> apiKey();

    /** The address given, else the spec's default. Without a trailing slash. */
    URI baseUrl();

    /** The values of the spec's credential options. */
    Options options();

    /**
     * Joins a resource to the base URL: if its path ends in a version segment ({@code v1}, {@code v1beta}, {@code v2alpha1}, or
     * {@code v1beta/openai}), only the resource is appended, else {@code /<version>/<resource>}. A query of the base URL stays, in
     * front of the resource's.
     *
     * @param version what stands in between if the base URL names no version, such as {@code v1}
     * @param resource without a leading slash, such as {@code chat/completions}; may hold a query
     */
    default URI resolve(String version, String resource) {
        return BaseUrls.join(baseUrl(), version, resource);
    }
}
