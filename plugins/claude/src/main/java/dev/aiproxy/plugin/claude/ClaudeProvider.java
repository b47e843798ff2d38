package dev.aiproxy.plugin.claude;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API at api.anthropic.com. */
final class ClaudeProvider implements HttpProvider {
    static final String DEFAULT_VERSION = "2023-06-01";

    private static final String BETA = "beta";
    private static final String NO_CREDIT = "credit balance is too low";
    private static final Map<Operation, String> RESOURCES =
            Map.of(Operation.CHAT, "messages", Operation.MODELS, "models");
    private static final Set<String> FORWARDED = Set.of(
            "anthropic-beta",
            ClaudeTranslator.VERSION_HEADER,
            "anthropic-dangerous-direct-browser-access",
            "x-client-request-id",
            "idempotency-key");

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
    public UpstreamRequest prepare(UpstreamCall call) {
        Headers.Builder headers = Headers.builder();
        call.credential().apiKey().ifPresent(key -> headers.set("x-api-key", key.reveal()));
        headers.set(
                ClaudeTranslator.VERSION_HEADER,
                call.client().headers().first(ClaudeTranslator.VERSION_HEADER).orElse(DEFAULT_VERSION));
        if (call.operation().equals(Operation.MODELS)) {
            return new UpstreamRequest("GET", url(call), headers.build());
        }
        headers.set("content-type", "application/json");
        return new UpstreamRequest("POST", url(call), headers.build());
    }

    private static URI url(UpstreamCall call) {
        String resource =
                RESOURCES.getOrDefault(call.operation(), call.operation().id());
        boolean beta = call.client().queryParameter(BETA).filter("true"::equals).isPresent();
        return call.credential().resolve("v1", beta ? resource + "?beta=true" : resource);
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
