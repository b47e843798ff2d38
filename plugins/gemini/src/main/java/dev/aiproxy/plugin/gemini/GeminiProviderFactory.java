package dev.aiproxy.plugin.gemini;

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider {@code gemini}: the API at generativelanguage.googleapis.com. */
public final class GeminiProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("gemini")
                .configSection("gemini-api-key")
                .defaultBaseUrl("https://generativelanguage.googleapis.com")
                .environmentKey("GEMINI_API_KEY")
                .needs(GeminiTranslator.FORMAT)
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new GeminiProvider();
    }
}
