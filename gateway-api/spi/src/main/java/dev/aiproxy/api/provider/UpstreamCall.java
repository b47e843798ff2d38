package dev.aiproxy.api.provider;

import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One attempt to call an upstream, as its provider sees it.
 *
 * @param operation what is asked
 * @param credential with what
 * @param format the wire format of the body
 * @param upstreamModel the model as the provider knows it; empty for operations without one
 * @param stream whether a stream is asked for
 * @param client the client's request, for what the provider forwards of it
 * @param token the token that the credential's {@link TokenFlow} granted; empty if it has none
 * @param body the body, read-only; complete and final only in {@link HttpProvider#prepare}, empty before
 */
public record UpstreamCall(
        Operation operation,
        Credential credential,
        WireFormat format,
        String upstreamModel,
        boolean stream,
        RequestFacts client,
        Optional<Secret> token,
        ByteBuffer body) {}
