package dev.aiproxy.plugin.claude;

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.plugin.claude.cloak.CloakOptions;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;

/** Makes the provider {@code claude}: the API at api.anthropic.com. */
public final class ClaudeProviderFactory implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("claude")
                .configSection("claude-api-key")
                .defaultBaseUrl("https://api.anthropic.com")
                .environmentKey("ANTHROPIC_API_KEY")
                .needs(ClaudeFormat.ID)
                .topLevelOptions(CloakOptions.HEADERS)
                .credentialOptions(CloakOptions.ofCredentials())
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new ClaudeProvider(CloakOptions.headers(context.options()));
    }
}
