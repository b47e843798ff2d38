package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.plugin.PluginInfo;
import java.util.List;

/**
 * What the edge serves from, swapped as one.
 *
 * @param plugins for the admin API, refused ones included
 */
public record GatewayState(Snapshot snapshot, EndpointTable endpoints, List<PluginInfo> plugins) {
    public GatewayState {
        plugins = List.copyOf(plugins);
    }
}
