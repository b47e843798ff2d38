package dev.aiproxy.plugin.openai;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.TokenRates;
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
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The API at api.openai.com. */
final class OpenAiProvider implements HttpProvider {
    static final String STREAM_USAGE = "stream-usage";
    static final String WIRE_API = "wire-api";
    static final String RESPONSES = "responses";

    private static final Pattern MODELS =
            Pattern.compile("(gpt-|o1|o3|o4|chatgpt-|text-embedding-|davinci-|babbage-).*");
    private static final Map<Operation, String> RESOURCES = Map.of(
            Operation.CHAT, "chat/completions",
            Operation.EMBEDDINGS, "embeddings",
            Operation.COMPLETIONS, "completions",
            Operation.MODELS, "models");
    /** In chat completions tools bring a longer prompt of their own. */
    private static final TokenRates GPT_5 = TokenRates.DEFAULT.withTools(new TokenRates.Tools(85, 0, 6, 30));

    private static final Set<String> FORWARDED =
            Set.of("openai-beta", "openai-organization", "openai-project", "x-client-request-id", "idempotency-key");

    @Override
    public boolean claims(String model) {
        return MODELS.matcher(model).matches();
    }

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        boolean responses = operation.equals(Operation.CHAT) || operation.equals(Operation.STORED);
        if (responses && speaksResponses(credential)) {
            return Optional.of(ResponsesTranslator.FORMAT);
        }
        return RESOURCES.containsKey(operation) ? Optional.of(ChatTranslator.FORMAT) : Optional.empty();
    }

    private static boolean speaksResponses(Credential credential) {
        return credential.options().find(WIRE_API, String.class).orElse("").equals(RESPONSES);
    }

    @Override
    public Set<String> forwardedHeaders() {
        return FORWARDED;
    }

    @Override
    public void shape(ObjectNode body, UpstreamCall call) {
        if (!asksForUsage(call)) {
            body.remove("stream_options");
        }
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call) {
        boolean chatStream = call.stream()
                && call.operation().equals(Operation.CHAT)
                && call.format().equals(ChatTranslator.FORMAT);
        return chatStream && asksForUsage(call)
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
        return call.format().equals(ResponsesTranslator.FORMAT)
                ? RESPONSES
                : RESOURCES.getOrDefault(call.operation(), call.operation().id());
    }

    @Override
    public long estimateTokens(ChatRequest request, Credential credential, String upstreamModel) {
        boolean chat = format(Operation.CHAT, credential, upstreamModel)
                .filter(ChatTranslator.FORMAT::equals)
                .isPresent();
        TokenRates rates = chat && upstreamModel.startsWith("gpt-5") ? GPT_5 : TokenRates.DEFAULT;
        return rates.estimate(request);
    }

    private static boolean asksForUsage(UpstreamCall call) {
        return !call.credential()
                .options()
                .find(STREAM_USAGE, String.class)
                .orElse("auto")
                .equals("off");
    }
}
