package dev.aiproxy.api.translate;

import dev.aiproxy.api.wire.JsonBody;
import java.util.List;

/**
 * The conversations of one wire format. Each method makes a fresh object that serves one exchange (or one attempt of it) on one
 * thread, so it may remember what it needs between request and response.
 */
public interface ChatCodec {
    /** The side towards a client that speaks this format. */
    ClientCodec client(RequestFacts facts, OpaqueState state);

    /** The side towards an upstream that speaks this format. */
    UpstreamCodec upstream(TargetFacts facts, OpaqueState state);

    /** Watches a conversation whose client and upstream both speak this format; its bytes are not translated. */
    PassthroughTap tap(RequestFacts facts, TargetFacts target);

    /**
     * The ids of what a request refers to and only the upstream that keeps it knows, such as an earlier answer. The runtime sends
     * the request to the credential whose {@link PassthroughTap#kept()} named them to the same client, and to no other.
     *
     * @param body the client's body
     * @return in any order; empty almost always
     */
    default List<String> references(JsonBody body) {
        return List.of();
    }
}
