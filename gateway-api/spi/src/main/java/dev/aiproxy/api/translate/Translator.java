package dev.aiproxy.api.translate;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One wire format, both ways. Found with {@link java.util.ServiceLoader}; one instance per loaded plugin, used by many threads
 * at once. Translators are pure: no I/O, no threads, no clocks, no randomness but what they are given, and they may be called on
 * an IO thread, so they never block.
 *
 * <p>To refuse a request they throw {@link dev.aiproxy.api.error.GatewayException}; anything else that escapes is reported as a
 * fault of the plugin.
 */
public interface Translator {
    /** The format. Of two plugins that bring the same one, the second by file name is refused and both are named. */
    WireFormat format();

    /** The paths that clients of this format call; empty for a format that only upstreams speak. */
    default List<Endpoint> endpoints() {
        return List.of();
    }

    /** Translation of {@code CHAT}; empty if the format has no conversations. */
    default Optional<ChatCodec> chat() {
        return Optional.empty();
    }

    /** Translation of {@code EMBEDDINGS}. */
    default Optional<EmbeddingsCodec> embeddings() {
        return Optional.empty();
    }

    /** Translation of {@code COUNT_TOKENS}. */
    default Optional<CountTokensCodec> countTokens() {
        return Optional.empty();
    }

    /**
     * Watches a request whose client and upstream both speak this format, so that nothing of it is translated. By default that
     * is the conversations' {@link ChatCodec#tap}; other operations pass unwatched, and only whole answers can.
     *
     * @return empty for an operation that nobody needs to watch; without a tap there are no streams and no usage
     */
    default Optional<PassthroughTap> tap(RequestFacts facts, TargetFacts target) {
        return facts.endpoint().operation().equals(Operation.CHAT)
                ? chat().map(codec -> codec.tap(facts, target))
                : Optional.empty();
    }

    /** Rendering and reading of model lists. */
    default Optional<ModelsCodec> models() {
        return Optional.empty();
    }

    /**
     * Reads what an upstream of this format said when it failed.
     *
     * @param status the HTTP status, or 200 for an error inside a stream
     * @param body the parsed error body or error event; null if it is empty or no JSON
     * @return never null; for {@code status} 200 the result carries the status that the error stands for
     */
    UpstreamError readError(int status, Headers headers, @Nullable JsonNode body);

    /** Renders an error for a client of this format. */
    ErrorReply writeError(GatewayError error);
}
