package dev.aiproxy.testkit.gateway;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;

/** Provider {@code tiny}, which has nothing to say. */
public final class TinyProvider implements ProviderFactory {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("tiny")
                .configSection("tiny")
                .apiKey(ApiKeyUse.NONE)
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Silent();
    }

    private static final class Silent implements LocalProvider {
        @Override
        public void chat(ChatRequest request, LocalCall call, ChatSink sink) {}
    }
}
