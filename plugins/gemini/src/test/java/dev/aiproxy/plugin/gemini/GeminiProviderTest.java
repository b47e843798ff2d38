package dev.aiproxy.plugin.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeminiProviderTest {
    private static final String GOOGLE = "https://generativelanguage.googleapis.com";

    private final GeminiProvider provider = new GeminiProvider();

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash,false,,/v1beta/models/gemini-2.5-flash:generateContent",
        "gemini-2.5-flash,true,,/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
        "gemini-2.5-flash,true,sse,/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
        "gemini-2.5-flash,true,json,/v1beta/models/gemini-2.5-flash:streamGenerateContent",
        "models/gemini-2.5-flash,false,,/v1beta/models/gemini-2.5-flash:generateContent",
        "tunedModels/mine,false,,/v1beta/tunedModels/mine:generateContent",
        "team/my model,false,,/v1beta/models/team%2Fmy%20model:generateContent"
    })
    void modelAndStreamStandInTheUrl_andTheKeyInAHeader(String model, boolean stream, String alt, String url) {
        UpstreamRequest request = provider.prepare(call(Operation.CHAT, model, stream, alt));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(URI.create(GOOGLE + url));
        assertThat(request.headers().first("x-goog-api-key")).contains("sk-1");
        assertThat(request.headers().first("content-type")).contains("application/json");
        assertThat(provider.modelMember(call(Operation.CHAT, model, stream, alt)))
                .isEmpty();
    }

    @Test
    void modelsAreListedWithGet() {
        UpstreamRequest request = provider.prepare(call(Operation.MODELS, "", false, null));

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).isEqualTo(URI.create(GOOGLE + "/v1beta/models?pageSize=1000"));
    }

    @Test
    void aKeyThatGoogleDoesNotKnowIsTheCredentialsFault_E6() {
        Failure failure = provider.classify(failure(GeminiErrors.read(400, Json.parse("""
                {"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",
                 "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}
                """))));

        assertThat(failure).isEqualTo(new Failure(Failure.Kind.CREDENTIAL, Failure.Scope.CREDENTIAL, true, null));
    }

    @Test
    void theDelayOfARateLimitIsHonoured_E7() {
        Failure failure = provider.classify(failure(GeminiErrors.read(429, Json.parse("""
                {"error":{"code":429,"message":"slow down","status":"RESOURCE_EXHAUSTED",
                 "details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}
                """))));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.RATE_LIMIT);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(34_400));
    }

    @Test
    void aMissingModelMayBeKnownElsewhere() {
        Failure failure = provider.classify(failure(UpstreamError.of(404, "models/x is not found")));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.MODEL_UNKNOWN);
    }

    @Test
    void itOffersConversationsAndModelsOfItsOwnFamily() {
        Credential credential = new Key(GOOGLE);

        assertThat(provider.claims("gemini-3-pro-preview")).isTrue();
        assertThat(provider.claims("gpt-4o")).isFalse();
        assertThat(provider.format(Operation.CHAT, credential, "m")).contains(GeminiTranslator.FORMAT);
        assertThat(provider.format(Operation.MODELS, credential, "")).contains(GeminiTranslator.FORMAT);
        assertThat(provider.format(Operation.EMBEDDINGS, credential, "m")).contains(GeminiTranslator.FORMAT);
        assertThat(provider.format(Operation.COMPLETIONS, credential, "m")).isEmpty();
    }

    @Test
    void tokensAndEmbeddingsHaveVerbsOfTheirOwn() {
        assertThat(provider.prepare(call(Operation.COUNT_TOKENS, "gemini-2.5-pro", false, null))
                        .url())
                .isEqualTo(URI.create(GOOGLE + "/v1beta/models/gemini-2.5-pro:countTokens"));
        assertThat(provider.prepare(call(Operation.EMBEDDINGS, "gemini-embedding-001", false, null))
                        .url())
                .isEqualTo(URI.create(GOOGLE + "/v1beta/models/gemini-embedding-001:batchEmbedContents"));
    }

    @Test
    void theSpecNamesSectionKeyAndFormat() {
        var spec = new GeminiProviderFactory().spec();

        assertThat(spec.configSection()).isEqualTo("gemini-api-key");
        assertThat(spec.environmentKey()).isEqualTo("GEMINI_API_KEY");
        assertThat(spec.defaultBaseUrl()).isEqualTo(URI.create(GOOGLE));
        assertThat(spec.needs()).containsExactly(GeminiTranslator.FORMAT);
    }

    private static UpstreamFailure failure(UpstreamError error) {
        return new UpstreamFailure(UpstreamFailure.Cause.ANSWERED, Headers.none(), error, "");
    }

    /** {@code alt} null is a client of another format. */
    private static UpstreamCall call(Operation operation, String model, boolean stream, @Nullable String alt) {
        String path = alt == null ? "/v1/chat/completions" : "/v1beta/models/{model}:streamGenerateContent";
        RequestFacts client = new RequestFacts(
                "r",
                Endpoint.post(path, Operation.CHAT),
                model,
                stream,
                Map.of(),
                alt == null ? Map.of() : Map.of("alt", alt),
                Headers.none(),
                Instant.EPOCH,
                prefix -> prefix);
        return new UpstreamCall(
                operation,
                new Key(GOOGLE),
                GeminiTranslator.FORMAT,
                model,
                stream,
                client,
                Optional.empty(),
                ByteBuffer.allocate(0));
    }

    private record Key(String base) implements Credential {
        @Override
        public String name() {
            return "key";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.of(Secret.of("sk-1"));
        }

        @Override
        public URI baseUrl() {
            return URI.create(base);
        }

        @Override
        public Options options() {
            return Options.of(Map.of());
        }
    }
}
