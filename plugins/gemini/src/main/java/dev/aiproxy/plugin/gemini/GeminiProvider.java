package dev.aiproxy.plugin.gemini;

import dev.aiproxy.api.chat.ChatRequest;
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
import dev.aiproxy.plugin.gemini.chat.GeminiFormat;
import dev.aiproxy.plugin.gemini.count.GeminiRates;
import dev.aiproxy.plugin.gemini.embed.GeminiEmbeddings;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import dev.aiproxy.plugin.gemini.models.GeminiModels;
import java.util.Optional;
import java.util.Set;

/** The API at generativelanguage.googleapis.com. The key travels in a header only; model and streaming stand in the URL. */
final class GeminiProvider implements HttpProvider {
    private static final String VERSION = "v1beta";
    private static final Set<Operation> OFFERED =
            Set.of(Operation.CHAT, Operation.COUNT_TOKENS, Operation.EMBEDDINGS, Operation.MODELS);

    @Override
    public boolean claims(String model) {
        return model.startsWith("gemini-");
    }

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        return OFFERED.contains(operation) ? Optional.of(GeminiTranslator.FORMAT) : Optional.empty();
    }

    @Override
    public Set<String> forwardedHeaders() {
        return Set.of("x-goog-api-client");
    }

    @Override
    public Optional<String> modelMember(UpstreamCall call) {
        return Optional.empty();
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        Headers.Builder headers = Headers.builder();
        call.credential().apiKey().ifPresent(key -> headers.set("x-goog-api-key", key.reveal()));
        if (call.operation().equals(Operation.MODELS)) {
            return new UpstreamRequest(
                    "GET", call.credential().resolve(VERSION, "models?" + GeminiModels.FIRST_PAGE), headers.build());
        }
        headers.set("content-type", "application/json");
        String resource = ModelPath.of(call.upstreamModel()) + verb(call);
        return new UpstreamRequest("POST", call.credential().resolve(VERSION, resource), headers.build());
    }

    private static String verb(UpstreamCall call) {
        if (call.operation().equals(Operation.COUNT_TOKENS)) {
            return ":countTokens";
        }
        if (call.operation().equals(Operation.EMBEDDINGS)) {
            return GeminiEmbeddings.isSingle(call.client()) ? ":embedContent" : ":batchEmbedContents";
        }
        return call.stream() ? stream(call) : ":generateContent";
    }

    /** A client of this format gets the stream passed through, so it decides on the framing; for others events are the better. */
    private static String stream(UpstreamCall call) {
        boolean array = GeminiFormat.asksForArray(call.client());
        return ":streamGenerateContent" + (array ? "" : "?alt=sse");
    }

    @Override
    public long estimateTokens(ChatRequest request, Credential credential, String upstreamModel) {
        return GeminiRates.of(GeminiFormat.isThirdGeneration(upstreamModel)).estimate(request);
    }

    /** A key that Google does not know is reported with status 400; 404 only ever speaks of the model. */
    @Override
    public Failure classify(UpstreamFailure failure) {
        UpstreamError error = failure.error();
        Failure usual = Failure.of(failure);
        if (error == null) {
            return usual;
        }
        if (GeminiErrors.API_KEY_INVALID.equals(error.code())) {
            return new Failure(Failure.Kind.CREDENTIAL, Failure.Scope.CREDENTIAL, true, usual.retryAfter());
        }
        return error.status() == 404
                ? new Failure(Failure.Kind.MODEL_UNKNOWN, Failure.Scope.NOTHING, true, null)
                : usual;
    }
}
