package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.config.CredentialConfig;
import java.util.Set;

/** The headers of a call: what the provider prepared, the client headers it forwards, and above all the operator's. */
final class UpstreamHeaders {
    private UpstreamHeaders() {}

    static UpstreamRequest complete(
            UpstreamRequest prepared, HttpProvider provider, UpstreamCall call, CredentialConfig credential) {
        Headers forwarded = call.client().headers();
        Set<String> names = provider.forwardedHeaders();
        Headers operators = credential.headers();
        if (operators.size() == 0 && forwarded.size() == 0) {
            return prepared;
        }
        Headers.Builder headers = prepared.headers().toBuilder();
        for (String name : names) {
            if (!prepared.headers().contains(name)) {
                forwarded.all(name).forEach(value -> headers.add(name, value));
            }
        }
        TraceContext.forward(forwarded, headers, prepared.headers());
        operators.forEach(headers::set);
        return new UpstreamRequest(prepared.method(), prepared.url(), headers.build());
    }
}
