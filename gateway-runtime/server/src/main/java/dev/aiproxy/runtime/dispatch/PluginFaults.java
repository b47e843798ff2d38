package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the plugin behind something thrown on the exchange's way. Plugins' class loaders bear their plugin's id and version, so the stack
 * tells, and the hot path pays nothing.
 */
final class PluginFaults {
    /** Separates a plugin's id and version in the name of its class loader. */
    private static final char SEPARATOR = '@';

    private static final String GATEWAY = "dev.aiproxy.runtime.";
    private static final Logger LOG = LoggerFactory.getLogger(PluginFaults.class);

    private PluginFaults() {}

    /** What is thrown deliberately passes; anything else becomes the fault of the plugin on the stack, or ours. */
    static GatewayException explain(Throwable thrown, String requestId) {
        if (thrown instanceof GatewayException deliberate) {
            return deliberate;
        }
        StackTraceElement frame = pluginFrame(thrown);
        if (frame == null) {
            LOG.error("exchange {} failed by a defect of the gateway", requestId, thrown);
            return new GatewayException(ErrorCode.INTERNAL, "the gateway failed on this request", thrown);
        }
        String plugin = id(frame.getClassLoaderName());
        LOG.error("plugin '{}' failed in {} on exchange {}", plugin, frame.getMethodName(), requestId, thrown);
        String type = thrown.getClass().getSimpleName();
        return new GatewayException(
                ErrorCode.PLUGIN_FAULT,
                "plugin '" + plugin + "' failed in " + frame.getMethodName() + ": " + type,
                thrown);
    }

    /** A plugin broke its contract if one of its objects returned nothing. */
    static <T> T required(@Nullable T returned, Object plugins, String method) {
        if (returned == null) {
            String plugin = id(plugins.getClass().getClassLoader().getName());
            LOG.error("plugin '{}' returned null from {}", plugin, method);
            throw new GatewayException(ErrorCode.PLUGIN_FAULT, "plugin '" + plugin + "' returned null from " + method);
        }
        return returned;
    }

    private static String id(@Nullable String loader) {
        return loader == null || loader.indexOf(SEPARATOR) < 0 ? "?" : loader.substring(0, loader.indexOf(SEPARATOR));
    }

    /** Where the gateway called the plugin that threw: the outermost frame of the plugin that stands nearest to the failure. */
    private static @Nullable StackTraceElement pluginFrame(Throwable thrown) {
        StackTraceElement entry = null;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String loader = frame.getClassLoaderName();
            boolean plugins = loader != null && loader.indexOf(SEPARATOR) > 0;
            if (plugins
                    && (entry == null
                            || String.valueOf(entry.getClassLoaderName()).equals(loader))) {
                entry = frame;
            } else if (entry != null && frame.getClassName().startsWith(GATEWAY)) {
                return entry;
            }
        }
        return entry;
    }
}
