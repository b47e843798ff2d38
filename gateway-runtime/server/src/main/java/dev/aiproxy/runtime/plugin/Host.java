package dev.aiproxy.runtime.plugin;

import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import java.nio.file.Path;

/**
 * What a plugin is loaded into.
 *
 * @param workDir where private copies are kept
 * @param apiVersion the gateway's API version, without a pre-release suffix
 * @param window what plugins see of the gateway
 * @param closed the loaders let go so far
 * @param watch over the calls into plugins
 */
record Host(Path workDir, String apiVersion, HostWindow window, ClosedLoaders closed, PluginWatch watch) {}
