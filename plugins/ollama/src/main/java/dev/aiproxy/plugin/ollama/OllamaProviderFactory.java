package dev.aiproxy.plugin.ollama;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider {@code ollama}: a server of one's own, or ollama.com. */
public final class OllamaProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("ollama")
                .configSection("ollama")
                .apiKey(ApiKeyUse.OPTIONAL)
                .defaultBaseUrl("http://localhost:11434")
                .needs(OllamaTranslator.FORMAT)
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new OllamaProvider();
    }
}
