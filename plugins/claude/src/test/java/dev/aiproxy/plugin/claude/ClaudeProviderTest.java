package dev.aiproxy.plugin.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ClaudeProviderTest {
    private final ClaudeProvider provider = new ClaudeProvider(Headers.none());

    @Test
    void theKeyAndTheVersionTravelInHeaders() {
        UpstreamRequest request =
                provider.prepare(call(Operation.CHAT, "https://api.anthropic.com", Map.of(), Headers.none()));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(URI.create("https://api.anthropic.com/v1/messages"));
        assertThat(request.headers().first("x-api-key")).contains("sk-ant-1");
        assertThat(request.headers().first("anthropic-version")).contains("2023-06-01");
        assertThat(request.headers().first("content-type")).contains("application/json");
        assertThat(request.headers().contains("authorization")).isFalse();
    }

    @Test
    void theClientsVersionAndBetaQueryAreKept() {
        UpstreamRequest request = provider.prepare(call(
                Operation.CHAT,
                "http://localhost:9/v1",
                Map.of("beta", "true", "key", "x"),
                Headers.of("anthropic-version", "2024-01-01")));

        assertThat(request.url()).isEqualTo(URI.create("http://localhost:9/v1/messages?beta=true"));
        assertThat(request.headers().all("anthropic-version")).containsExactly("2024-01-01");
        assertThat(provider.forwardedHeaders())
                .contains("anthropic-beta", "anthropic-version")
                .doesNotContain("x-api-key", "authorization", "cookie");
    }

    @Test
    void tokensAreCountedBelowMessages() {
        UpstreamRequest request =
                provider.prepare(call(Operation.COUNT_TOKENS, "http://x", Map.of("beta", "true"), Headers.none()));

        assertThat(request.url()).isEqualTo(URI.create("http://x/v1/messages/count_tokens?beta=true"));
    }

    @Test
    void modelsAreListedWithGet() {
        UpstreamRequest request = provider.prepare(call(Operation.MODELS, "http://x", Map.of(), Headers.none()));

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).isEqualTo(URI.create("http://x/v1/models"));
    }

    @Test
    void itOffersConversationsAndModelsAndClaimsItsOwn() {
        Credential key = new Key("http://x");

        assertThat(provider.format(Operation.CHAT, key, "m")).contains(ClaudeFormat.ID);
        assertThat(provider.format(Operation.COUNT_TOKENS, key, "m")).contains(ClaudeFormat.ID);
        assertThat(provider.format(Operation.EMBEDDINGS, key, "m")).isEmpty();
        assertThat(provider.claims("claude-opus-4-7")).isTrue();
        assertThat(provider.claims("gpt-4o")).isFalse();
    }

    @Test
    void anAccountWithoutCreditIsOutOfQuotaNotABadRequest() {
        UpstreamError error = new UpstreamError(
                400, "invalid_request_error", null, "Your credit balance is too low to access the API.", null);

        Failure failure =
                provider.classify(new UpstreamFailure(UpstreamFailure.Cause.ANSWERED, Headers.none(), error, "400"));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.QUOTA);
        assertThat(failure.scope()).isEqualTo(Failure.Scope.CREDENTIAL);
    }

    @Test
    void theSpecNamesSectionKeyAndFormat() {
        var spec = new ClaudeProviderFactory().spec();

        assertThat(spec.configSection()).isEqualTo("claude-api-key");
        assertThat(spec.environmentKey()).isEqualTo("ANTHROPIC_API_KEY");
        assertThat(spec.defaultBaseUrl()).isEqualTo(URI.create("https://api.anthropic.com"));
        assertThat(spec.needs()).containsExactly(ClaudeFormat.ID);
    }

    @Test
    void bothServicesAreDeclared() {
        assertThat(ServiceLoader.load(ProviderFactory.class)).hasAtLeastOneElementOfType(ClaudeProviderFactory.class);
        assertThat(ServiceLoader.load(Translator.class)).hasAtLeastOneElementOfType(ClaudeTranslator.class);
    }

    @Test
    void modelListsNeedTheVersionHeader() {
        assertThat(new ClaudeTranslator().endpoints())
                .extracting(endpoint -> endpoint.method() + " " + endpoint.path() + " " + endpoint.requiredHeader())
                .containsExactly(
                        "POST /v1/messages null",
                        "POST /v1/messages/count_tokens null",
                        "GET /v1/models anthropic-version",
                        "GET /v1/models/{model} anthropic-version");
    }

    private static UpstreamCall call(Operation operation, String base, Map<String, String> query, Headers headers) {
        RequestFacts client = new RequestFacts(
                "r",
                Endpoint.post("/v1/messages", Operation.CHAT),
                "m",
                false,
                Map.of(),
                query,
                headers,
                Instant.EPOCH,
                prefix -> prefix);
        return new UpstreamCall(
                operation,
                new Key(base),
                ClaudeFormat.ID,
                "m",
                false,
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
            return Optional.of(Secret.of("sk-ant-1"));
        }

        @Override
        public URI baseUrl() {
            return URI.create(base);
        }

        @Override
        public Options options() {
            return Options.none();
        }
    }
}
