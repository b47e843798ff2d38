package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.wire.WireFormat;
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

    @Override
    public List<String> claims() {
        return List.of("provider '" + spec.id() + "'", "configuration section '" + spec.configSection() + "'");
    }

    @Override
    public Set<WireFormat> needs() {
        return spec.needs();
    }
}
