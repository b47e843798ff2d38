package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Azure OpenAI (https://learn.microsoft.com/azure/ai-foundry/openai/reference). What it serves are deployments, whose names are
 * their owner's, so no model is claimed by its name.
 */
final class AzureProvider implements HttpProvider {
    static final WireFormat OPENAI = WireFormat.of("openai");

    private static final String MODEL = "model";
    private static final String STREAM_OPTIONS = "stream_options";
    private static final Map<Operation, String> RESOURCES = Map.of(
            Operation.CHAT, "chat/completions",
            Operation.EMBEDDINGS, "embeddings",
            Operation.COMPLETIONS, "completions");

    @Override
    public List<Problem> check(Credential credential) {
        return new AzureOptions(credential).problems();
    }

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        return RESOURCES.containsKey(operation) ? Optional.of(OPENAI) : Optional.empty();
    }

    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("x-ms-client-request-id", "x-client-request-id");
    }

    @Override
    public Optional<TokenFlow> tokens(Credential credential) {
        AzureOptions options = new AzureOptions(credential);
        return options.usesEntra() ? Optional.of(new EntraFlow(options)) : Optional.empty();
    }

    /** A deployment that the path names needs no model in the body; one that stands in for models is set by {@link #splice}. */
    @Override
    public Optional<String> modelMember(UpstreamCall call) {
        AzureOptions options = new AzureOptions(call.credential());
        return options.current() && options.deployment().isEmpty() ? Optional.of(MODEL) : Optional.empty();
    }

    @Override
    public void shape(ObjectNode body, UpstreamCall call) {
        AzureOptions options = new AzureOptions(call.credential());
        options.deployment().ifPresent(deployment -> body.put(MODEL, deployment));
        if (!options.asksForUsage()) {
            body.remove(STREAM_OPTIONS);
        }
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call) {
        AzureOptions options = new AzureOptions(call.credential());
        List<JsonEdit> edits = new ArrayList<>();
        options.deployment()
                .filter(deployment -> options.current())
                .ifPresent(deployment -> edits.add(JsonEdit.set(Json.nodes().stringNode(deployment), MODEL)));
        boolean chatStream = call.stream() && call.operation().equals(Operation.CHAT);
        if (chatStream && options.asksForUsage()) {
            edits.add(JsonEdit.set(Json.nodes().booleanNode(true), STREAM_OPTIONS, "include_usage"));
        } else if (chatStream) {
            edits.add(JsonEdit.remove(STREAM_OPTIONS));
        }
        return edits;
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        Headers.Builder headers = Headers.builder().set("content-type", "application/json");
        call.token().ifPresent(token -> headers.set("authorization", "Bearer " + token.reveal()));
        call.credential().apiKey().ifPresent(key -> headers.set("api-key", key.reveal()));
        String resource =
                RESOURCES.getOrDefault(call.operation(), call.operation().id());
        return new UpstreamRequest("POST", AzureUrls.of(call, resource), headers.build());
    }

    @Override
    public Failure classify(UpstreamFailure failure) {
        return AzureFailures.judge(failure);
    }
}
