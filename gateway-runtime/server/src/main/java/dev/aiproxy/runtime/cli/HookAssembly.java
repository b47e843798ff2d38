package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.exchange.ExchangeInterceptor;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.GatewayConfig.Containment;
import dev.aiproxy.runtime.dispatch.Hooks;
import dev.aiproxy.runtime.plugin.ContributedHook;
import dev.aiproxy.runtime.plugin.LoadedPlugin;
import dev.aiproxy.runtime.plugin.PluginSet;
import dev.aiproxy.runtime.plugin.guard.Guarded;
import dev.aiproxy.runtime.plugin.guard.PluginGuard;
import dev.aiproxy.runtime.plugin.guard.PluginHealth.FaultLimit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the plugins' hooks behind their guards, and holds plugins to what the configuration allows them. */
final class HookAssembly {
    private final Containment containment;
    private final PluginSet plugins;

    private HookAssembly(Containment containment, PluginSet plugins) {
        this.containment = containment;
        this.plugins = plugins;
    }

    static Hooks of(Containment containment, PluginSet plugins) {
        FaultLimit limit = new FaultLimit(containment.maxFaults(), containment.faultWindow());
        for (LoadedPlugin plugin : plugins.started()) {
            plugin.guard().health().limit(limit);
        }
        return new HookAssembly(containment, plugins).hooks();
    }

    private Hooks hooks() {
        return Hooks.of(
                guarded(ExchangeInterceptor.class, Guarded::interceptor),
                guarded(ClientAuthenticator.class, Guarded::authenticator),
                guarded(UsageListener.class, Guarded::listener),
                isolated());
    }

    private interface Guarding<S> {
        S guarded(PluginGuard guard, S service, boolean onWorker);
    }

    private <S> List<S> guarded(Class<S> kind, Guarding<S> guarding) {
        return plugins.hooks(kind).stream()
                .map(hook -> guarding.guarded(hook.plugin().guard(), hook.service(), onWorker(hook)))
                .toList();
    }

    private boolean onWorker(ContributedHook<?> hook) {
        return containment.onWorker().contains(hook.plugin().id());
    }

    private Hooks.Isolated isolated() {
        Set<WireFormat> formats = plugins.translators().stream()
                .filter(entry -> containment.onWorker().contains(entry.plugin().id()))
                .map(entry -> entry.format())
                .collect(Collectors.toSet());
        Set<String> providers = plugins.providers().stream()
                .filter(entry -> containment.onWorker().contains(entry.plugin().id())
                        || !Collections.disjoint(entry.spec().needs(), formats))
                .map(entry -> entry.spec().id())
                .collect(Collectors.toSet());
        return new Hooks.Isolated(formats, providers);
    }
}
