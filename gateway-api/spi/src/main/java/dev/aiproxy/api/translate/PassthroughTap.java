package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import java.util.List;

/**
 * Watches a conversation that is passed through, without touching its bytes. Serves one attempt, on one thread. On the hot path:
 * an implementation looks for what it needs in the bytes and parses only the frames that hold it.
 */
public interface PassthroughTap {
    /**
     * Edits that the request needs, besides the model's name (which the runtime sets).
     *
     * @param body the client's body
     */
    default List<JsonEdit> request(JsonBody body) {
        return List.of();
    }

    /** Judges a frame of the upstream's stream. Never called for fragments of an over-long frame. */
    Verdict frame(Frame frame);

    /**
     * Whether a stream that ended cleanly without a {@link Verdict#TERMINAL} frame is complete all the same, because the format
     * has no terminal event that is always there. By default it is not, and the client is told of an error.
     */
    default boolean completeWithoutTerminal() {
        return false;
    }

    /**
     * Looks at a complete answer, for its usage.
     *
     * @param body the answer; of one too large to be held only the top-level members of up to 16 KiB
     */
    void body(JsonBody body);

    /**
     * Whether a complete answer reports an error although its status is a success; {@link Translator#readError} reads it then.
     * By default none does.
     */
    default boolean reportsError(JsonBody body) {
        return false;
    }

    /** What was seen of the usage up to now; {@link Usage#UNKNOWN} if nothing was. */
    Usage usage();

    /**
     * The ids under which the upstream keeps what was seen up to now, for later requests to refer to.
     *
     * @return empty if it keeps nothing
     */
    default List<String> kept() {
        return List.of();
    }

    /** Ends the client's stream with the format's own error event and no normal terminator. */
    void fail(GatewayError error, EventSink sink);

    /** What a frame means to the exchange. */
    enum Verdict {
        /** Nothing special (a preamble, a ping, a delta behind the first one): the client gets it. */
        FORWARD,
        /** The client must not see it, because it did not ask for it. */
        DROP,
        /** It carries content: from now on the exchange is committed to this upstream. The client gets it. */
        CONTENT,
        /** The stream is complete with it; bytes behind it are still forwarded. */
        TERMINAL,
        /**
         * The upstream reports an error in it, but ends the stream itself with a later frame that does so, too. The client gets
         * it, without what it may repeat of secrets.
         */
        WARNING,
        /**
         * The upstream reports an error in it; {@link Translator#readError} reads its payload. A client that has content gets it
         * as the last one, without what it may repeat of secrets.
         */
        ERROR
    }
}
