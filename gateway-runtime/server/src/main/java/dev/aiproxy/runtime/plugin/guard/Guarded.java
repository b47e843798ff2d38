package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;

/** Puts a plugin's services behind its guard, together with everything that they hand out. */
public final class Guarded {
    private Guarded() {}

    /** A provider that the plugin made. */
    public static Provider provider(PluginGuard guard, Provider provider) {
        return provider instanceof LocalProvider local
                ? new GuardedLocalProvider(guard, local)
                : new GuardedHttpProvider(guard, (HttpProvider) provider);
    }

    /**
     * A translator.
     *
     * @param format what the translator said of itself; it is not asked again
     * @param endpoints the same
     */
    public static Translator translator(
            PluginGuard guard, Translator translator, WireFormat format, List<Endpoint> endpoints) {
        return new GuardedTranslator(guard, translator, format, endpoints);
    }
}
