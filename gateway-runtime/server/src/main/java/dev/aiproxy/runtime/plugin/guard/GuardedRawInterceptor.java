package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.exchange.ExchangeFacts;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.RawInterception;
import dev.aiproxy.api.exchange.RawInterceptor;
import dev.aiproxy.api.exchange.RawSink;
import dev.aiproxy.api.exchange.RawStep;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A plugin's raw interceptor behind its guard, and how it takes part in exchanges. */
record GuardedRawInterceptor(PluginGuard guard, RawInterceptor plugin, int order, boolean blocking, OnFault onFault)
        implements RawInterceptor {
    @Override
    public Optional<RawInterception> intercept(ExchangeFacts facts) {
        guard.admit();
        return guard.call("intercept", RawInterceptor::intercept, plugin, facts)
                .map(interception -> new Interception(guard, interception));
    }

    record Interception(PluginGuard guard, RawInterception plugin) implements RawInterception {
        @Override
        public RawStep request(JsonBody body) {
            return guard.call("request", RawInterception::request, plugin, body);
        }

        @Override
        public void event(Frame frame, RawSink out) {
            guard.run("event", RawInterception::event, plugin, frame, out);
        }

        @Override
        public ByteBuffer body(int status, ByteBuffer body) {
            return guard.call("body", RawInterception::body, plugin, status, body);
        }

        @Override
        public void end(ExchangeRecord exchange) {
            guard.run("end", RawInterception::end, plugin, exchange);
        }
    }
}
