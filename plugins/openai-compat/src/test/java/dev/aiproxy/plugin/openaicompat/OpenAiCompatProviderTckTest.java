package dev.aiproxy.plugin.openaicompat;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

final class OpenAiCompatProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new OpenAiCompatProviderFactory();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.openAiChat();
    }
}
