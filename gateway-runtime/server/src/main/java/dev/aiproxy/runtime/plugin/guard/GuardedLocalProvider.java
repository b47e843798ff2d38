package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Provider;
import java.util.List;

/** A plugin's local provider behind its guard. */
record GuardedLocalProvider(PluginGuard guard, LocalProvider plugin) implements LocalProvider {
    @Override
    public boolean claims(String model) {
        return guard.call("claims", Provider::claims, plugin, model);
    }

    @Override
    public List<String> models() {
        return guard.call("models", Provider::models, plugin);
    }

    @Override
    public List<Problem> check(Credential credential) {
        return guard.call("check", Provider::check, plugin, credential);
    }

    @Override
    public long estimateTokens(ChatRequest request, Credential credential, String upstreamModel) {
        return guard.call("estimateTokens", Provider::estimateTokens, plugin, request, credential, upstreamModel);
    }

    @Override
    public void close() {
        guard.run("close", Provider::close, plugin);
    }

    @Override
    public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws InterruptedException {
        guard.admit();
        guard.runBlocking("chat", () -> plugin.chat(request, call, sink));
    }
}
