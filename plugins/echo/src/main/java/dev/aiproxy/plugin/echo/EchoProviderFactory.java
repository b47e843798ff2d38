package dev.aiproxy.plugin.echo;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider {@code echo}, which needs no key and no network. */
public final class EchoProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("echo")
                .configSection("echo")
                .apiKey(ApiKeyUse.NONE)
                .credentialOptions(
                        OptionSpec.optional(
                                        EchoProvider.FIRST_DELAY,
                                        OptionSpec.Type.DURATION,
                                        "How long to wait before the first word.")
                                .withDefault("0ms"),
                        OptionSpec.optional(
                                        EchoProvider.DELAY,
                                        OptionSpec.Type.DURATION,
                                        "How long to wait between two words.")
                                .withDefault("0ms"))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new EchoProvider();
    }
}
