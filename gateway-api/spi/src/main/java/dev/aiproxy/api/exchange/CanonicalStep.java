package dev.aiproxy.api.exchange;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import org.jspecify.annotations.Nullable;

/** What becomes of a request in a {@link CanonicalInterception}. */
public sealed interface CanonicalStep {
    /**
     * It goes on.
     *
     * @param request the same or another one
     * @param model the model to ask for instead, as a client would name it; null for the one asked for
     */
    record Proceed(ChatRequest request, @Nullable String model) implements CanonicalStep {}

    /**
     * It is answered here and now; the client gets it as a stream if it asked for one.
     *
     * @param response the whole answer
     */
    record Answer(ChatResponse response) implements CanonicalStep {}

    /** It goes on like this. */
    static CanonicalStep proceed(ChatRequest request) {
        return new Proceed(request, null);
    }

    /** It is answered. */
    static CanonicalStep answer(ChatResponse response) {
        return new Answer(response);
    }
}
