package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.exchange.CanonicalInterception;
import dev.aiproxy.api.exchange.CanonicalInterceptor;
import dev.aiproxy.api.exchange.CanonicalStep;
import dev.aiproxy.api.exchange.ExchangeFacts;
import dev.aiproxy.api.exchange.ExchangeRecord;
import java.util.Optional;
import java.util.function.Consumer;

/** A plugin's canonical interceptor behind its guard, and how it takes part in conversations. */
record GuardedCanonicalInterceptor(
        PluginGuard guard, CanonicalInterceptor plugin, int order, boolean blocking, OnFault onFault)
        implements CanonicalInterceptor {
    @Override
    public Optional<CanonicalInterception> intercept(ExchangeFacts facts) {
        guard.admit();
        return guard.call("intercept", CanonicalInterceptor::intercept, plugin, facts)
                .map(interception -> new Interception(guard, interception));
    }

    record Interception(PluginGuard guard, CanonicalInterception plugin) implements CanonicalInterception {
        @Override
        public CanonicalStep request(ChatRequest request) {
            return guard.call("request", CanonicalInterception::request, plugin, request);
        }

        @Override
        public void event(ChatEvent event, Consumer<ChatEvent> out) {
            guard.run("event", CanonicalInterception::event, plugin, event, out);
        }

        @Override
        public ChatResponse response(ChatResponse response) {
            return guard.call("response", CanonicalInterception::response, plugin, response);
        }

        @Override
        public void end(ExchangeRecord exchange) {
            guard.run("end", CanonicalInterception::end, plugin, exchange);
        }
    }
}
