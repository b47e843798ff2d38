package ${package};

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider; META-INF/services names this class. */
public final class ${className}ProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("${pluginId}")
                .defaultBaseUrl("https://api.${pluginId}.example")
                .needs(${className}Provider.CHAT)
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new ${className}Provider();
    }
}
