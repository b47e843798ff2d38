package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.LocalProvider;
import java.util.List;

/** A provider of which only the models matter; it claims whatever begins with a prefix. */
record FakeProvider(List<String> models, String claimedPrefix) implements LocalProvider {
    @Override
    public boolean claims(String model) {
        return model.startsWith(claimedPrefix);
    }

    @Override
    public void chat(ChatRequest request, LocalCall call, ChatSink sink) {}
}
