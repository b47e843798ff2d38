package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A plugin's HTTP provider behind its guard. {@link #format} comes first in each attempt, so a disabled one is stopped there. */
record GuardedHttpProvider(PluginGuard guard, HttpProvider plugin) implements HttpProvider {
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
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        guard.admit();
        return guard.call("format", HttpProvider::format, plugin, operation, credential, upstreamModel);
    }

    @Override
    public Set<String> forwardedHeaders() {
        return guard.call("forwardedHeaders", HttpProvider::forwardedHeaders, plugin);
    }

    @Override
    public Optional<TokenFlow> tokens(Credential credential) {
        return guard.call("tokens", HttpProvider::tokens, plugin, credential)
                .map(flow -> new GuardedTokenFlow(guard, flow));
    }

    @Override
    public void shape(ObjectNode body, UpstreamCall call) {
        guard.run("shape", HttpProvider::shape, plugin, body, call);
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call) {
        return guard.call("splice", HttpProvider::splice, plugin, call);
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call, JsonBody body) {
        return guard.call("splice", HttpProvider::splice, plugin, call, body);
    }

    @Override
    public Optional<String> modelMember(UpstreamCall call) {
        return guard.call("modelMember", HttpProvider::modelMember, plugin, call);
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        return guard.call("prepare", HttpProvider::prepare, plugin, call);
    }

    @Override
    public Optional<Framing> framing(ResponseHead head) {
        return guard.call("framing", HttpProvider::framing, plugin, head)
                .map(framing -> GuardedFraming.of(guard, framing));
    }

    @Override
    public Failure classify(UpstreamFailure failure) {
        return guard.call("classify", HttpProvider::classify, plugin, failure);
    }

    @Override
    public void succeeded(UpstreamCall call) {
        guard.run("succeeded", HttpProvider::succeeded, plugin, call);
    }
}
