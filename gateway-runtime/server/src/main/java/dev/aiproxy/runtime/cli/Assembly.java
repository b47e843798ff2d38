package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.plugin.ContributedProvider;
import dev.aiproxy.runtime.plugin.ContributedTranslator;
import dev.aiproxy.runtime.plugin.PluginSet;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import dev.aiproxy.runtime.routing.Router;
import dev.aiproxy.runtime.routing.RoutingMemory;
import dev.aiproxy.runtime.routing.Strategies;
import dev.aiproxy.runtime.server.EndpointTable;
import dev.aiproxy.runtime.server.GatewayState;
import dev.aiproxy.runtime.server.TlsIdentity;
import dev.aiproxy.runtime.upstream.CaFile;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration, plugins and routes put together. */
record Assembly(GatewayState state, Router router, @Nullable TlsIdentity tls, List<X509Certificate> authorities) {
    /** @param problems takes what is wrong with TLS files, and what plugins find wrong with credentials; the assembly is then not to be used */
    static Assembly of(
            GatewayConfig config, PluginSet plugins, RoutingMemory memory, Clock clock, List<ConfigProblem> problems) {
        Map<WireFormat, Translator> translators = new LinkedHashMap<>();
        for (ContributedTranslator contributed : plugins.translators()) {
            translators.put(contributed.format(), contributed.translator());
        }
        Router router = new Router(offers(config, plugins, clock, problems), settings(config.routing()), memory);
        GatewayState state = new GatewayState(
                new Snapshot(config, translators, router), new EndpointTable(translators.values()), plugins.plugins());
        TlsIdentity tls = config.tls() == null ? null : TlsIdentity.read(config.tls(), problems);
        return new Assembly(state, router, tls, CaFile.read(config.upstream().authorities(), problems));
    }

    private static Router.Settings settings(GatewayConfig.Routing routing) {
        return new Router.Settings(
                Strategies.named(routing.strategy()).orElseThrow(), routing.forcePrefix(), routing.fallbacks());
    }

    private static List<Router.Offer> offers(
            GatewayConfig config, PluginSet plugins, Clock clock, List<ConfigProblem> problems) {
        List<Router.Offer> offers = new ArrayList<>();
        for (ProviderConfig provider : config.providers()) {
            ContributedProvider contributed = plugins.providers().stream()
                    .filter(candidate -> candidate.spec().id().equals(provider.providerId()))
                    .findFirst()
                    .orElseThrow();
            offers.addAll(offers(provider, contributed, clock, problems));
        }
        return offers;
    }

    private static List<Router.Offer> offers(
            ProviderConfig config, ContributedProvider contributed, Clock clock, List<ConfigProblem> problems) {
        ProviderContext context = new ProviderContext(config.topLevel(), config.enabled(), clock);
        Provider instance = contributed.create(context);
        ProviderEntry entry =
                new ProviderEntry(config.providerId(), contributed.plugin().id(), instance);
        List<Router.Offer> offers = new ArrayList<>();
        for (CredentialConfig credential : config.credentials()) {
            if (!credential.disabled()) {
                List<Problem> found = instance.check(credential);
                found.forEach(problem -> problems.add(credential.locate(problem)));
                offers.add(new Router.Offer(entry, credential));
            }
        }
        return offers;
    }
}
