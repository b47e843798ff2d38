package dev.aiproxy.plugin.openai;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider {@code openai}: the API at api.openai.com. */
public final class OpenAiProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("openai")
                .configSection("openai-api-key")
                .defaultBaseUrl("https://api.openai.com")
                .environmentKey("OPENAI_API_KEY")
                .needs(ChatTranslator.FORMAT, ResponsesTranslator.FORMAT)
                .credentialOptions(
                        OptionSpec.optional(
                                        OpenAiProvider.STREAM_USAGE,
                                        OptionSpec.Type.STRING,
                                        "Whether streams are asked for usage: auto and on ask, off leaves it to the client.")
                                .withDefault("auto")
                                .withAllowed("auto", "on", "off"),
                        OptionSpec.optional(
                                        OpenAiProvider.WIRE_API,
                                        OptionSpec.Type.STRING,
                                        "Which of OpenAI's two conversation APIs the upstream is asked in.")
                                .withDefault("chat")
                                .withAllowed("chat", OpenAiProvider.RESPONSES))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new OpenAiProvider();
    }
}
