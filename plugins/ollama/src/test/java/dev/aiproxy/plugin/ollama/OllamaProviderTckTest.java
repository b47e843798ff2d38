package dev.aiproxy.plugin.ollama;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

final class OllamaProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new OllamaProviderFactory();
    }

    @Override
    protected FormatSamples samples() {
        return OllamaSamples.all();
    }
}
