package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Hooks;
import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.plugin.ContributedSelector;
import dev.aiproxy.runtime.plugin.ContributedTranslator;
import dev.aiproxy.runtime.plugin.PluginSet;
import dev.aiproxy.runtime.routing.Router;
import dev.aiproxy.runtime.routing.RoutingMemory;
import dev.aiproxy.runtime.routing.Strategies;
import dev.aiproxy.runtime.routing.Strategy;
import dev.aiproxy.runtime.server.EndpointTable;
import dev.aiproxy.runtime.server.GatewayState;
import dev.aiproxy.runtime.server.TlsIdentity;
import dev.aiproxy.runtime.upstream.CaFile;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration, plugins and routes put together.
 *
 * @param providers to be closed after the last exchange
 */
record Assembly(
        GatewayState state, Providers providers, @Nullable TlsIdentity tls, List<X509Certificate> authorities) {
    /**
     * Puts them together.
     *
     * @param problems takes what is wrong with TLS files, and what plugins find wrong with credentials; the assembly is then not
     *     to be used
     * @throws UnfitPluginException if a plugin fails
     */
    static Assembly of(
            GatewayConfig config, PluginSet plugins, RoutingMemory memory, Clock clock, List<ConfigProblem> problems) {
        Providers providers = new Providers(plugins, clock);
        try {
            config.providers().forEach(provider -> providers.add(provider, problems));
            GatewayState state = state(config, plugins, memory, providers);
            TlsIdentity tls = config.tls() == null ? null : TlsIdentity.read(config.tls(), problems);
            return new Assembly(
                    state, providers, tls, CaFile.read(config.upstream().authorities(), problems));
        } catch (RuntimeException failed) {
            providers.close();
            throw failed;
        }
    }

    /** The same for a listener with this identity. */
    Assembly with(@Nullable TlsIdentity presented) {
        return new Assembly(state, providers, presented, authorities);
    }

    private static GatewayState state(
            GatewayConfig config, PluginSet plugins, RoutingMemory memory, Providers providers) {
        Map<WireFormat, Translator> translators = new LinkedHashMap<>();
        for (ContributedTranslator contributed : plugins.translators()) {
            translators.put(contributed.format(), contributed.translator());
        }
        Router router = new Router(providers.offers(), settings(config.routing(), plugins), memory);
        Hooks hooks = HookAssembly.of(config.containment(), plugins);
        return new GatewayState(
                new Snapshot(config, translators, router, hooks), new EndpointTable(translators.values()));
    }

    private static Router.Settings settings(GatewayConfig.Routing routing, PluginSet plugins) {
        return new Router.Settings(strategy(routing.strategy(), plugins), routing.forcePrefix(), routing.fallbacks());
    }

    private static Strategy strategy(String name, PluginSet plugins) {
        return Strategies.named(name).orElseGet(() -> {
            ContributedSelector selector = plugins.selectors().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            return tier -> selector.select(tier.choices());
        });
    }
}
