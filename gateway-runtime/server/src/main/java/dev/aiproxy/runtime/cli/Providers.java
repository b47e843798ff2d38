package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.plugin.ContributedProvider;
import dev.aiproxy.runtime.plugin.PluginSet;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import dev.aiproxy.runtime.routing.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider instances of one snapshot, made from the plugins' factories; closed after the snapshot's last exchange. */
final class Providers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final PluginSet plugins;
    private final Clock clock;
    private final List<Provider> made = new ArrayList<>();
    private final List<Router.Offer> offers = new ArrayList<>();

    Providers(PluginSet plugins, Clock clock) {
        this.plugins = plugins;
        this.clock = clock;
    }

    /**
     * Makes the provider of a section.
     *
     * @param problems takes what the plugin finds wrong with credentials
     * @throws UnfitPluginException if the plugin fails
     */
    void add(ProviderConfig config, List<ConfigProblem> problems) {
        ContributedProvider origin = plugins.providers().stream()
                .filter(candidate -> candidate.spec().id().equals(config.providerId()))
                .findFirst()
                .orElseThrow();
        try {
            add(config, origin, problems);
        } catch (GatewayException fault) {
            throw new UnfitPluginException(origin.plugin(), String.valueOf(fault.getMessage()), fault);
        }
    }

    private void add(ProviderConfig config, ContributedProvider origin, List<ConfigProblem> problems) {
        ProviderContext context = new ProviderContext(config.topLevel(), config.enabled(), clock);
        Provider instance = origin.create(context);
        made.add(instance);
        ProviderEntry entry =
                new ProviderEntry(config.providerId(), origin.plugin().id(), instance);
        for (CredentialConfig credential : config.credentials()) {
            if (!credential.disabled()) {
                List<Problem> found = instance.check(credential);
                found.forEach(problem -> problems.add(credential.locate(problem)));
                offers.add(new Router.Offer(entry, credential));
            }
        }
    }

    /** Every enabled credential, in the order of the configuration. */
    List<Router.Offer> offers() {
        return List.copyOf(offers);
    }

    @Override
    public void close() {
        for (Provider provider : made) {
            try {
                provider.close();
            } catch (GatewayException named) {
                LOG.debug("a provider could not be closed", named);
            }
        }
        made.clear();
    }
}
