package dev.aiproxy.plugin.echo;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.testkit.tck.LocalProviderTck;

final class EchoProviderTckTest extends LocalProviderTck {
    @Override
    protected ProviderFactory factory() {
        return new EchoProviderFactory();
    }

    @Override
    protected String model() {
        return "echo";
    }
}
