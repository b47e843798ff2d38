package dev.aiproxy.api.provider;

import dev.aiproxy.api.wire.Headers;
import java.net.URI;

/**
 * Where and how a call goes. Host, content length, connection and transfer headers are the runtime's.
 *
 * @param method the HTTP method, upper case
 * @param url absolute, http or https; never holds a secret
 * @param headers those that the provider needs, credentials included
 */
public record UpstreamRequest(String method, URI url, Headers headers) {
    /** A POST with a JSON content type. */
    public static UpstreamRequest postJson(URI url, String... namesAndValues) {
        Headers.Builder headers = Headers.builder().add("content-type", "application/json");
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            headers.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new UpstreamRequest("POST", url, headers.build());
    }
}
