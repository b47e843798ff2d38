package dev.aiproxy.plugin.gemini;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

final class GeminiProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new GeminiProviderFactory();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.gemini();
    }
}
