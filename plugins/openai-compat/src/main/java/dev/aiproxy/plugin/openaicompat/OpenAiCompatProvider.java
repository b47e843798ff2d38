package dev.aiproxy.plugin.openaicompat;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks OpenAI's chat completions, or nearly. */
final class OpenAiCompatProvider implements HttpProvider {
    static final WireFormat OPENAI = WireFormat.of("openai");
    static final WireFormat OPENAI_RESPONSES = WireFormat.of("openai-responses");
    static final String STREAM_USAGE = "stream-usage";
    static final String WIRE_API = "wire-api";
    static final String RESPONSES = "responses";

    private static final Map<Operation, String> RESOURCES = Map.of(
            Operation.CHAT, "chat/completions",
            Operation.EMBEDDINGS, "embeddings",
            Operation.COMPLETIONS, "completions",
            Operation.MODELS, "models");

    /** Credentials whose server has accepted being asked for stream usage. */
    private final Set<Credential> usageAccepted = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        boolean responses = operation.equals(Operation.CHAT) || operation.equals(Operation.STORED);
        if (responses && speaksResponses(credential)) {
            return Optional.of(OPENAI_RESPONSES);
        }
        return RESOURCES.containsKey(operation) ? Optional.of(OPENAI) : Optional.empty();
    }

    private static boolean speaksResponses(Credential credential) {
        return credential.options().find(WIRE_API, String.class).orElse("").equals(RESPONSES);
    }

    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("x-client-request-id", "idempotency-key");
    }

    @Override
    public void shape(ObjectNode body, UpstreamCall call) {
        if (call.format().equals(OPENAI_RESPONSES)) {
            return;
        }
        CommonDialect.apply(body);
        if (!asksForUsage(call.credential())) {
            body.remove("stream_options");
        }
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call) {
        boolean chatStream = call.stream()
                && call.operation().equals(Operation.CHAT)
                && call.format().equals(OPENAI);
        return chatStream && asksForUsage(call.credential())
                ? List.of(JsonEdit.set(Json.nodes().booleanNode(true), "stream_options", "include_usage"))
                : List.of();
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        Headers.Builder headers = Headers.builder();
        call.credential().apiKey().ifPresent(key -> headers.set("authorization", "Bearer " + key.reveal()));
        String method = method(call);
        if (method.equals("POST")) {
            headers.set("content-type", "application/json");
        }
        return new UpstreamRequest(method, call.credential().resolve("v1", resource(call)), headers.build());
    }

    private static String method(UpstreamCall call) {
        if (call.operation().equals(Operation.STORED)) {
            return call.client().endpoint().method();
        }
        return call.operation().equals(Operation.MODELS) ? "GET" : "POST";
    }

    /** What the upstream keeps has the paths that clients call. */
    private static String resource(UpstreamCall call) {
        if (call.operation().equals(Operation.STORED)) {
            return call.client().target().replaceFirst("^/v1/", "");
        }
        return call.format().equals(OPENAI_RESPONSES)
                ? RESPONSES
                : RESOURCES.getOrDefault(call.operation(), call.operation().id());
    }

    @Override
    public void succeeded(UpstreamCall call) {
        if (call.stream()
                && mode(call.credential()).equals("auto")
                && !usageAccepted.contains(call.credential())
                && UsageQuestion.standsIn(call.body())) {
            usageAccepted.add(call.credential());
        }
    }

    private boolean asksForUsage(Credential credential) {
        return switch (mode(credential)) {
            case "on" -> true;
            case "off" -> false;
            default -> usageAccepted.contains(credential);
        };
    }

    private static String mode(Credential credential) {
        return credential.options().find(STREAM_USAGE, String.class).orElse("auto");
    }
}
