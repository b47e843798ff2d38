package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Makes the provider {@code azure-openai}. */
public final class AzureProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("azure-openai")
                .apiKey(ApiKeyUse.OPTIONAL)
                .needs(AzureProvider.OPENAI)
                .credentialOptions(
                        OptionSpec.optional(
                                        AzureOptions.API_VERSION,
                                        OptionSpec.Type.STRING,
                                        "The API's version: v1, preview, or a date such as 2024-10-21.")
                                .withDefault("v1"),
                        OptionSpec.optional(
                                AzureOptions.DEPLOYMENT,
                                OptionSpec.Type.STRING,
                                "The deployment that answers for every model of this entry; the model's id unless set."),
                        OptionSpec.optional(
                                        AzureOptions.STREAM_USAGE,
                                        OptionSpec.Type.STRING,
                                        "Whether streams are asked for usage: auto and on ask, off never does.")
                                .withDefault("auto")
                                .withAllowed("auto", "on", "off"),
                        OptionSpec.optional(
                                AzureOptions.TENANT_ID,
                                OptionSpec.Type.STRING,
                                "The tenant of Microsoft Entra, for a token in place of api-key."),
                        OptionSpec.optional(
                                AzureOptions.CLIENT_ID, OptionSpec.Type.STRING, "The application's id in that tenant."),
                        OptionSpec.optional(
                                AzureOptions.CLIENT_SECRET, OptionSpec.Type.SECRET, "The application's secret."),
                        OptionSpec.optional(AzureOptions.SCOPE, OptionSpec.Type.STRING, "What the token is asked for.")
                                .withDefault("https://cognitiveservices.azure.com/.default"),
                        OptionSpec.optional(AzureOptions.AUTHORITY, OptionSpec.Type.URI, "Where tokens are asked for.")
                                .withDefault("https://login.microsoftonline.com"))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new AzureProvider();
    }
}
