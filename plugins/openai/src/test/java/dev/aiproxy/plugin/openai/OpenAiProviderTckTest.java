package dev.aiproxy.plugin.openai;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

final class OpenAiProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new OpenAiProviderFactory();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.openAiChat();
    }
}
