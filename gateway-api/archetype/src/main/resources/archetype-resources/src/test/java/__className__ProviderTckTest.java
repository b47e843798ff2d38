package ${package};

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.ProviderTck;

/** The provider keeps the gateway's contract. */
final class ${className}ProviderTckTest extends ProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new ${className}ProviderFactory();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.openAiChat();
    }
}
