package dev.aiproxy.api.provider;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;

/**
 * A provider that makes answers itself: a model in this process, or a vendor that only offers an SDK. It may block: each call
 * has a thread of its own, which is interrupted when the client goes away or time is up.
 */
public non-sealed interface LocalProvider extends Provider {
    /**
     * Answers a conversation.
     *
     * @param sink takes the answer's events, in the grammar of {@link ChatEvent} (the runtime adds a missing
     *     {@link ChatEvent.End})
     * @throws InterruptedException if interrupted; let it pass
     * @throws dev.aiproxy.api.error.GatewayException to refuse the request
     * @throws Exception anything else is a fault of the plugin
     */
    void chat(ChatRequest request, LocalCall call, ChatSink sink) throws Exception;

    /**
     * What a local provider is told besides the conversation.
     *
     * @param upstreamModel the model as the provider knows it, alias and prefix resolved
     * @param credential the entry of the configuration that was chosen
     * @param stream whether the client sees events as they come
     */
    record LocalCall(String upstreamModel, Credential credential, boolean stream) {}

    /** Takes an answer's events. */
    interface ChatSink {
        /**
         * Hands over an event; blocks while the client is slow.
         *
         * @throws InterruptedException if the exchange is over
         */
        void emit(ChatEvent event) throws InterruptedException;
    }
}
