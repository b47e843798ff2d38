package dev.aiproxy.plugin.claude;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

final class ClaudeProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new ClaudeProviderFactory();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.claude();
    }
}
