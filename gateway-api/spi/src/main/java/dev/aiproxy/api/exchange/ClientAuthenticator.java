package dev.aiproxy.api.exchange;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Headers;
import java.util.Optional;

/**
 * Decides who a client is. Found with {@link java.util.ServiceLoader}; one instance per loaded plugin, used by many threads at once.
 *
 * <p>The keys of the configuration ({@code api-keys}) come first; a client that presents none of them is shown to the authenticators
 * by {@link #order}, until one knows it. If none does, it is refused. A gateway with an authenticator is never open to everybody.
 */
public interface ClientAuthenticator {
    /** The lower, the earlier it is asked; of equal ones the plugin whose file's name comes first. Asked once. */
    default int order() {
        return 0;
    }

    /** Whether {@link #authenticate} may block; it then runs on a worker thread, else on an IO thread. Asked once. */
    default boolean blocking() {
        return false;
    }

    /**
     * Judges a request before its body is read. Anything that escapes but a {@link dev.aiproxy.api.error.GatewayException}, which
     * refuses the request, is a fault of the plugin, and the request is refused as well.
     */
    Verdict authenticate(Request request);

    /**
     * A request whose client is to be known.
     *
     * @param method the HTTP method
     * @param path as it was sent, percent-encoded, without a query
     * @param headers all that the client sent, credentials included: do not log them
     * @param key what it presents as {@code Authorization: Bearer}, {@code x-api-key} or {@code x-goog-api-key}; empty if nothing
     * @param address the peer of the connection
     */
    record Request(String method, String path, Headers headers, Optional<Secret> key, String address) {}

    /** What an authenticator says of a client. */
    sealed interface Verdict {
        /**
         * It is known.
         *
         * @param id stable and unique among this plugin's clients; separates what is remembered for it from what is remembered for
         *     others. Logs show it behind the plugin's id: no secret
         */
        record Accepted(String id) implements Verdict {}

        /**
         * It is refused, with 401.
         *
         * @param reason for the client, free of secrets
         */
        record Refused(String reason) implements Verdict {}

        /** Somebody else is to say. */
        record Unknown() implements Verdict {}
    }

    /** The verdict that the client is known. */
    static Verdict accepted(String id) {
        return new Verdict.Accepted(id);
    }

    /** The verdict that the client is refused. */
    static Verdict refused(String reason) {
        return new Verdict.Refused(reason);
    }

    /** The verdict that somebody else is to say. */
    static Verdict unknown() {
        return new Verdict.Unknown();
    }
}
