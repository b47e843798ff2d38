package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.exchange.CanonicalInterceptor;
import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.exchange.ExchangeInterceptor;
import dev.aiproxy.api.exchange.RawInterceptor;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;

/** Puts a plugin's services behind its guard, together with everything that they hand out. */
public final class Guarded {
    private Guarded() {}

    /** A provider that the plugin made. */
    public static Provider provider(PluginGuard guard, Provider provider) {
        return provider instanceof LocalProvider local
                ? new GuardedLocalProvider(guard, local)
                : new GuardedHttpProvider(guard, (HttpProvider) provider);
    }

    /**
     * A translator.
     *
     * @param format what the translator said of itself; it is not asked again
     * @param endpoints the same
     */
    public static Translator translator(
            PluginGuard guard, Translator translator, WireFormat format, List<Endpoint> endpoints) {
        return new GuardedTranslator(guard, translator, format, endpoints);
    }

    /**
     * An interceptor, which is asked here what it is.
     *
     * @param onWorker whether it counts as blocking whatever it says
     */
    public static ExchangeInterceptor interceptor(
            PluginGuard guard, ExchangeInterceptor interceptor, boolean onWorker) {
        int order = guard.call("order", ExchangeInterceptor::order, interceptor);
        boolean blocking = onWorker || guard.call("blocking", ExchangeInterceptor::blocking, interceptor);
        ExchangeInterceptor.OnFault onFault = guard.call("onFault", ExchangeInterceptor::onFault, interceptor);
        return interceptor instanceof RawInterceptor raw
                ? new GuardedRawInterceptor(guard, raw, order, blocking, onFault)
                : new GuardedCanonicalInterceptor(guard, (CanonicalInterceptor) interceptor, order, blocking, onFault);
    }

    /**
     * A listener, which is asked here what it is.
     *
     * @param onWorker whether it counts as blocking whatever it says
     */
    public static UsageListener listener(PluginGuard guard, UsageListener listener, boolean onWorker) {
        return new GuardedUsageListener(
                guard, listener, onWorker || guard.call("blocking", UsageListener::blocking, listener));
    }

    /**
     * An authenticator, which is asked here what it is.
     *
     * @param onWorker whether it counts as blocking whatever it says
     */
    public static ClientAuthenticator authenticator(
            PluginGuard guard, ClientAuthenticator authenticator, boolean onWorker) {
        return new GuardedAuthenticator(
                guard,
                authenticator,
                guard.call("order", ClientAuthenticator::order, authenticator),
                onWorker || guard.call("blocking", ClientAuthenticator::blocking, authenticator));
    }
}
