package dev.aiproxy.api.provider;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.TokenRates;
import java.util.List;

/** A provider, configured for one snapshot. Used by many threads at once. */
public sealed interface Provider permits HttpProvider, LocalProvider {
    /** Whether it serves this model although no credential lists it. Asked only for credentials that list no models. */
    default boolean claims(String model) {
        return false;
    }

    /** Models that a credential which lists none always serves, for model lists. */
    default List<String> models() {
        return List.of();
    }

    /** What is wrong with a credential; empty if nothing is. A problem makes the configuration invalid. */
    default List<Problem> check(Credential credential) {
        return List.of();
    }

    /**
     * Estimates a prompt's tokens, for a client that asks how many there are while no upstream counts them. May be called on a
     * worker; what is added to a conversation must not lower the figure.
     *
     * @see TokenRates
     */
    default long estimateTokens(ChatRequest request, Credential credential, String upstreamModel) {
        return TokenRates.DEFAULT.estimate(request);
    }

    /** The snapshot's last exchange is over. Does not block. */
    default void close() {}
}
