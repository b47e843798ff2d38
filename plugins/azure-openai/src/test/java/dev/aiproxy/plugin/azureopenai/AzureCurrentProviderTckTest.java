package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

/** The API without dates, where the model stands in the body. */
final class AzureCurrentProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new AzureProviderFactory();
    }

    @Override
    protected String options() {
        return "deployment: prod";
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.openAiChat();
    }
}
