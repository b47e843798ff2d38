package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.translate.Endpoint;
import java.util.List;

/**
 * What a plugin file is and brings, looked at on its own.
 *
 * @param info the file, and whether it could be started
 * @param providers what its providers say of themselves; empty unless started
 * @param endpoints of its wire formats; empty unless started
 */
public record Inspection(PluginInfo info, List<ProviderSpec> providers, List<Endpoint> endpoints) {
    public Inspection {
        providers = List.copyOf(providers);
        endpoints = List.copyOf(endpoints);
    }
}
