package dev.aiproxy.api.provider;

import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider that is called over HTTP, described without doing I/O: pure functions tell how to call it and judge what came back;
 * connections, time-outs, retries and streaming are the runtime's. Methods are called on IO threads and must not block.
 *
 * <p>Order within an attempt: {@link #format}, {@link #tokens} if the credential has a flow, {@link #shape} (translated body) or
 * {@link #splice} (passed-through body), {@link #prepare}; then {@link #framing} for a streamed answer, {@link #classify} for a
 * failure.
 */
public non-sealed interface HttpProvider extends Provider {
    /**
     * The wire format in which an operation is asked of this upstream; empty if it does not offer it.
     *
     * @param upstreamModel empty for operations without a model
     */
    Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel);

    /** Names (lower case) of client headers that are sent on unless {@link #prepare} sets them; none by default. */
    default Set<String> forwardedHeaders() {
        return Set.of();
    }

    /** How the credential gets its token; empty if its key is enough. */
    default Optional<TokenFlow> tokens(Credential credential) {
        return Optional.empty();
    }

    /** Edits a translated body in place. */
    default void shape(ObjectNode body, UpstreamCall call) {}

    /** The same for a body that is passed through. */
    default List<JsonEdit> splice(UpstreamCall call) {
        return List.of();
    }

    /**
     * The same, for edits that depend on what stands in the body; by default those of {@link #splice(UpstreamCall)}. This is the
     * one that the runtime calls.
     *
     * @param body the client's body; reading much of it costs time
     */
    default List<JsonEdit> splice(UpstreamCall call, JsonBody body) {
        return splice(call);
    }

    /**
     * Where the model stands in a passed-through body, so that the runtime can set the upstream's name; empty if the upstream
     * takes it from elsewhere, such as the URL, in which case the body's is left as it is.
     */
    default Optional<String> modelMember(UpstreamCall call) {
        return Optional.of("model");
    }

    /** The last step: URL, query and headers; the call's body is final and may be signed. */
    UpstreamRequest prepare(UpstreamCall call);

    /**
     * How the answer to a call for a stream is framed; by default after its content type.
     *
     * @return empty if the answer is no stream but one whole JSON document, as from an upstream that ignores the wish for one
     */
    default Optional<Framing> framing(ResponseHead head) {
        String type = head.mediaType();
        if (type.contains("ndjson") || type.contains("jsonl")) {
            return Optional.of(Framing.ndjson());
        }
        return type.equals("application/json") ? Optional.empty() : Optional.of(Framing.sse());
    }

    /** What a failure means. */
    default Failure classify(UpstreamFailure failure) {
        return Failure.of(failure);
    }

    /**
     * A call has succeeded; a provider may learn from it (such as which options an upstream accepts). Told once: of a stream as
     * soon as its first content is there, because its request is not kept until its end, else behind the whole answer. Must be
     * cheap.
     */
    default void succeeded(UpstreamCall call) {}
}
