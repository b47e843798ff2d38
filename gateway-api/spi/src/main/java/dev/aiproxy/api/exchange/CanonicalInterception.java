package dev.aiproxy.api.exchange;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import java.util.function.Consumer;

/**
 * One conversation, as a {@link CanonicalInterceptor} takes part in it. Methods are called one after the other, so it needs no
 * locks: first {@link #request}; then {@link #event} or {@link #response}; last and always {@link #end}. A failed attempt of which
 * the client has seen nothing may have shown its first events: another {@link ChatEvent.Start} means that they are void.
 */
public interface CanonicalInterception {
    /**
     * The client's request.
     *
     * @throws dev.aiproxy.api.error.GatewayException to refuse it
     */
    default CanonicalStep request(ChatRequest request) {
        return CanonicalStep.proceed(request);
    }

    /**
     * An event of a streamed answer, on its way to the client; by default it is forwarded. What comes out keeps the grammar of
     * {@link ChatEvent}. {@link ChatEvent.End} comes here as well, for those that hold something back; {@link ChatEvent.Failed} does
     * not.
     *
     * @param out takes what the client gets instead: the event, another one, several or none
     * @throws dev.aiproxy.api.error.GatewayException to break the stream off with this error
     */
    default void event(ChatEvent event, Consumer<ChatEvent> out) {
        out.accept(event);
    }

    /**
     * A whole answer, on its way to the client. By default what {@link #event} makes of its events, so that one method is enough for
     * both.
     *
     * @throws dev.aiproxy.api.error.GatewayException to send this error instead
     */
    default ChatResponse response(ChatResponse response) {
        ChatCollector collector = new ChatCollector();
        ChatEvents.of(response).forEach(event -> event(event, collector));
        return collector.response();
    }

    /** The exchange is over, however it ended. Called once, also if this interception has failed. */
    default void end(ExchangeRecord exchange) {}
}
