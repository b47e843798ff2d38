package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

final class AzureProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new AzureProviderFactory();
    }

    @Override
    protected String options() {
        return "api-version: 2024-10-21";
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.openAiChat();
    }
}
