package dev.aiproxy.plugin.claude;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.claude.cloak.Cloak;
import dev.aiproxy.plugin.claude.cloak.CloakOptions;
import dev.aiproxy.plugin.claude.count.ClaudeRates;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** The API at api.anthropic.com. */
final class ClaudeProvider implements HttpProvider {
    static final String DEFAULT_VERSION = "2023-06-01";

    private static final String BETA = "beta";
    private static final String NO_CREDIT = "credit balance is too low";
    private static final Map<Operation, String> RESOURCES = Map.of(
            Operation.CHAT, "messages", Operation.COUNT_TOKENS, "messages/count_tokens", Operation.MODELS, "models");
    private static final Set<String> FORWARDED = Set.of(
            "anthropic-beta",
            ClaudeTranslator.VERSION_HEADER,
            "anthropic-dangerous-direct-browser-access",
            "x-client-request-id",
            "idempotency-key");

    private final Headers cloakHeaders;
    private final Map<Credential, Cloak> cloaks = new ConcurrentHashMap<>();

    /** @param cloakHeaders sent with requests that are cloaked */
    ClaudeProvider(Headers cloakHeaders) {
        this.cloakHeaders = cloakHeaders;
    }

    @Override
    public boolean claims(String model) {
        return model.startsWith("claude-");
    }

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        return RESOURCES.containsKey(operation) ? Optional.of(ClaudeFormat.ID) : Optional.empty();
    }

    @Override
    public Set<String> forwardedHeaders() {
        return FORWARDED;
    }

    @Override
    public List<Problem> check(Credential credential) {
        return CloakOptions.problems(credential.options(), cloakHeaders);
    }

    @Override
    public void shape(ObjectNode body, UpstreamCall call) {
        cloak(call).shape(body, call);
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call, JsonBody body) {
        return cloak(call).edits(call, body);
    }

    private Cloak cloak(UpstreamCall call) {
        return cloaks.computeIfAbsent(call.credential(), Cloak::of);
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        Headers.Builder headers = Headers.builder();
        call.credential().apiKey().ifPresent(key -> headers.set("x-api-key", key.reveal()));
        headers.set(
                ClaudeTranslator.VERSION_HEADER,
                call.client().headers().first(ClaudeTranslator.VERSION_HEADER).orElse(DEFAULT_VERSION));
        if (cloak(call).covers(call.client())) {
            addCloakHeaders(headers, call.client().headers());
        }
        if (call.operation().equals(Operation.MODELS)) {
            return new UpstreamRequest("GET", url(call), headers.build());
        }
        headers.set("content-type", "application/json");
        return new UpstreamRequest("POST", url(call), headers.build());
    }

    /** Defaults: what the client said and is sent on stays. */
    private void addCloakHeaders(Headers.Builder headers, Headers client) {
        cloakHeaders.forEach((name, value) -> {
            boolean forwarded = FORWARDED.contains(name.toLowerCase(Locale.ROOT)) && client.contains(name);
            if (!forwarded) {
                headers.set(name, value);
            }
        });
    }

    private static URI url(UpstreamCall call) {
        String resource =
                RESOURCES.getOrDefault(call.operation(), call.operation().id());
        boolean beta = call.client().queryParameter(BETA).filter("true"::equals).isPresent();
        return call.credential().resolve("v1", beta ? resource + "?beta=true" : resource);
    }

    @Override
    public long estimateTokens(ChatRequest request, Credential credential, String upstreamModel) {
        return ClaudeRates.RATES.estimate(request);
    }

    /** An account without credit is told of with status 400. */
    @Override
    public Failure classify(UpstreamFailure failure) {
        UpstreamError error = failure.error();
        return error != null && error.status() == 400 && error.message().contains(NO_CREDIT)
                ? new Failure(Failure.Kind.QUOTA, Failure.Scope.CREDENTIAL, true, null)
                : Failure.of(failure);
    }
}
