package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.plugin.LoadedPlugin;

/** A plugin was loaded, but nothing can be made of it; the message says why. */
final class UnfitPluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient LoadedPlugin plugin;

    UnfitPluginException(LoadedPlugin plugin, String reason, Throwable cause) {
        super(reason, cause);
        this.plugin = plugin;
    }

    LoadedPlugin plugin() {
        return plugin;
    }
}
