package dev.aiproxy.plugin.ollama;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.util.Optional;

/** An Ollama server. It serves what was pulled into it, so no model is claimed by its name. */
final class OllamaProvider implements HttpProvider {
    private static final String API = "/api";

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        boolean offered = operation.equals(Operation.CHAT) || operation.equals(Operation.MODELS);
        return offered ? Optional.of(OllamaTranslator.FORMAT) : Optional.empty();
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        Headers.Builder headers = Headers.builder();
        call.credential().apiKey().ifPresent(key -> headers.set("authorization", "Bearer " + key.reveal()));
        if (call.operation().equals(Operation.MODELS)) {
            return new UpstreamRequest("GET", url(call.credential(), "/tags"), headers.build());
        }
        headers.set("content-type", "application/json");
        return new UpstreamRequest("POST", url(call.credential(), "/chat"), headers.build());
    }

    /** Each credential is a server of its own: a model that one has not pulled may be there on another. */
    @Override
    public Failure classify(UpstreamFailure failure) {
        Failure usual = Failure.of(failure);
        return usual.kind() == Failure.Kind.MODEL_UNKNOWN
                ? new Failure(Failure.Kind.PERMISSION, Failure.Scope.MODEL, true, null)
                : usual;
    }

    /** The address may name the API's root, as Ollama's own documentation does. */
    private static URI url(Credential credential, String resource) {
        String base = credential.baseUrl().toString();
        return URI.create(base + (base.endsWith(API) ? "" : API) + resource);
    }
}
