package dev.aiproxy.api.exchange;

import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange when it begins.
 *
 * @param request the client's request besides its body
 * @param clientFormat what the client speaks
 * @param clientName the name of the client's key, or who a {@link ClientAuthenticator} says it is; null if it has no name
 * @param clientAddress the peer of the connection
 */
public record ExchangeFacts(
        RequestFacts request,
        WireFormat clientFormat,
        @Nullable String clientName,
        String clientAddress) {}
