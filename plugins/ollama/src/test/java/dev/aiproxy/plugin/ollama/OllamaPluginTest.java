package dev.aiproxy.plugin.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
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
import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class OllamaPluginTest {
    private final OllamaTranslator translator = new OllamaTranslator();

    @Test
    void thePluginIsFoundByItsServices() {
        assertThat(ServiceLoader.load(Translator.class)).hasAtLeastOneElementOfType(OllamaTranslator.class);
        assertThat(ServiceLoader.load(ProviderFactory.class)).hasAtLeastOneElementOfType(OllamaProviderFactory.class);
    }

    @Test
    void aRequestThatSaysNothingWantsAStream() {
        assertThat(translator.endpoints().get(0).stream())
                .isEqualTo(new Endpoint.StreamMode.BodyMember("stream", true));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434,http://localhost:11434/api/chat",
        "https://ollama.com/api,https://ollama.com/api/chat",
        "http://proxy/ollama,http://proxy/ollama/api/chat"
    })
    void theAddressMayNameTheApi(String base, String url) {
        UpstreamRequest request = new OllamaProvider().prepare(call(Operation.CHAT, base, null));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(URI.create(url));
        assertThat(request.headers().names()).containsExactly("content-type");
    }

    @Test
    void modelsAreListedWithTheKeyIfThereIsOne() {
        UpstreamRequest request =
                new OllamaProvider().prepare(call(Operation.MODELS, "https://ollama.com", Secret.of("k")));

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).isEqualTo(URI.create("https://ollama.com/api/tags"));
        assertThat(request.headers().first("authorization")).hasValue("Bearer k");
    }

    @Test
    void embeddingsAreNotOffered() {
        UpstreamCall call = call(Operation.CHAT, "http://localhost", null);

        assertThat(new OllamaProvider().format(Operation.EMBEDDINGS, call.credential(), "m"))
                .isEmpty();
        assertThat(new OllamaProvider().format(Operation.CHAT, call.credential(), "m"))
                .hasValue(translator.format());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"error\":\"model 'x' not found\"}|404|model_not_found|model 'x' not found",
                "404|{\"error\":\"model \\\"x\\\" not found, try pulling it first\"}|404|model_not_found|model \"x\" not found, try pulling it first",
                "404|404 page not found|404||the provider answered with status 404",
                "400|{\"error\":\"\\\"x\\\" does not support tools\"}|400||\"x\" does not support tools",
                "503|{}|503||the provider answered with status 503",
                "200|{\"error\":\"runner died\"}|500||runner died",
                "200|{\"error\":\"slow down\",\"status_code\":429}|429||slow down"
            })
    void errorsAreTexts_E2(int status, String body, int actual, @Nullable String code, String message) {
        JsonNode json = body.startsWith("{") ? Json.parse(body) : null;

        UpstreamError error = translator.readError(status, Headers.none(), json);

        assertThat(error.status()).isEqualTo(actual);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void aModelThatOneServerLacksMayBeOnAnother() {
        UpstreamError error =
                translator.readError(404, Headers.none(), Json.parse("{\"error\":\"model 'x' not found\"}"));

        Failure failure = new OllamaProvider()
                .classify(new UpstreamFailure(UpstreamFailure.Cause.ANSWERED, Headers.none(), error, "status 404"));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.PERMISSION);
        assertThat(failure.scope()).isEqualTo(Failure.Scope.MODEL);
        assertThat(failure.retryElsewhere()).isTrue();
    }

    @Test
    void anErrorIsWrittenAsText() {
        ErrorReply reply = translator.writeError(GatewayError.of(ErrorCode.MODEL_NOT_FOUND, "no such model", "r"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo(Json.parse("{\"error\":\"no such model\"}"));
    }

    @Test
    void modelsAreListedAsTags() {
        ModelsCodec codec = translator.models().orElseThrow();

        JsonNode list = codec.writeList(
                List.of(new ModelsCodec.ModelInfo("team/gpt", "openai", 1_700_000_000, null)), facts("/api/tags"));

        JsonNode model = list.path("models").path(0);
        assertThat(model.path("name").asString()).isEqualTo("team/gpt");
        assertThat(model.path("modified_at").asString()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(model.path("digest").asString()).matches("[0-9a-f]{64}");
        assertThat(model.at("/details/family").asString()).isEqualTo("openai");
        assertThat(codec.readList(list).ids()).containsExactly("team/gpt");
    }

    @Test
    void theVersionStandsBesideTheModels() {
        JsonNode answer = translator.models().orElseThrow().writeList(List.of(), facts("/api/version"));

        assertThat(answer.path("version").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(answer.size()).isEqualTo(1);
    }

    private static RequestFacts facts(String path) {
        return new RequestFacts(
                "r",
                Endpoint.get(path, Operation.MODELS),
                "",
                false,
                Map.of(),
                Map.of(),
                Headers.none(),
                Instant.EPOCH,
                prefix -> prefix + "1");
    }

    private static UpstreamCall call(Operation operation, String base, @Nullable Secret key) {
        return new UpstreamCall(
                operation,
                new Entry(URI.create(base), key),
                OllamaTranslator.FORMAT,
                "llama3.2",
                true,
                facts("/api/chat"),
                Optional.empty(),
                ByteBuffer.allocate(0));
    }

    private record Entry(URI baseUrl, @Nullable Secret key) implements Credential {
        @Override
        public String name() {
            return "ollama-1";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.ofNullable(key);
        }

        @Override
        public Options options() {
            return Options.none();
        }
    }
}
