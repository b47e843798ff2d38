package dev.aiproxy.plugin.openaicompat;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider {@code openai-compat}: any server that speaks OpenAI's chat completions. */
public final class OpenAiCompatProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("openai-compat")
                .configSection("openai-compatibility")
                .apiKey(ApiKeyUse.OPTIONAL)
                .needs(OpenAiCompatProvider.OPENAI, OpenAiCompatProvider.OPENAI_RESPONSES)
                .credentialOptions(
                        OptionSpec.optional(
                                        OpenAiCompatProvider.STREAM_USAGE,
                                        OptionSpec.Type.STRING,
                                        "Whether streams are asked for usage: auto asks once the server has accepted a client's asking.")
                                .withDefault("auto")
                                .withAllowed("auto", "on", "off"),
                        OptionSpec.optional(
                                        OpenAiCompatProvider.WIRE_API,
                                        OptionSpec.Type.STRING,
                                        "Which of OpenAI's two conversation APIs the server is asked in.")
                                .withDefault("chat")
                                .withAllowed("chat", OpenAiCompatProvider.RESPONSES))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new OpenAiCompatProvider();
    }
}
