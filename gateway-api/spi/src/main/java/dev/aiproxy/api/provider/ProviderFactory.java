package dev.aiproxy.api.provider;

/**
 * Makes providers. Found with {@link java.util.ServiceLoader} in the plugin's own class loader. One factory per loaded plugin;
 * a provider instance per configuration snapshot.
 */
public interface ProviderFactory {
    /** What the provider is; the same at every call. Called before any configuration is known. */
    ProviderSpec spec();

    /** A provider for a snapshot; it is closed after the snapshot's last exchange. May be called before the old one is closed. */
    Provider create(ProviderContext context);
}
