package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.plugin.guard.Guarded;
import java.util.List;
import java.util.Set;

/**
 * A provider that a plugin brings.
 *
 * @param plugin whose it is
 * @param spec what the factory said of itself when it was loaded
 * @param factory the one instance of this loaded plugin
 */
public record ContributedProvider(LoadedPlugin plugin, ProviderSpec spec, ProviderFactory factory)
        implements Contribution {
    static ContributedProvider of(LoadedPlugin plugin, ProviderFactory factory) {
        return new ContributedProvider(plugin, ExtensionPoint.answer(factory, "spec()", factory.spec()), factory);
    }

    /** A provider for a snapshot, behind its plugin's guard. */
    public Provider create(ProviderContext context) {
        Provider provider = plugin.guard().call("create", ProviderFactory::create, factory, context);
        return Guarded.provider(plugin.guard(), provider);
    }

    @Override
    public List<String> claims() {
        return List.of("provider '" + spec.id() + "'", "configuration section '" + spec.configSection() + "'");
    }

    @Override
    public Set<WireFormat> needs() {
        return spec.needs();
    }
}
