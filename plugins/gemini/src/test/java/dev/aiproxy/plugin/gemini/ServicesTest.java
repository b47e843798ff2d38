package dev.aiproxy.plugin.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ServicesTest {
    @Test
    void thePluginIsFoundByItsServices() {
        assertThat(ServiceLoader.load(Translator.class)).hasAtLeastOneElementOfType(GeminiTranslator.class);
        assertThat(ServiceLoader.load(ProviderFactory.class)).hasAtLeastOneElementOfType(GeminiProviderFactory.class);
    }

    @Test
    void theFormatBringsItsPaths() {
        assertThat(new GeminiTranslator().endpoints())
                .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                .containsExactly(
                        "POST /v1beta/models/{model}:generateContent",
                        "POST /v1beta/models/{model}:streamGenerateContent",
                        "POST /v1/models/{model}:generateContent",
                        "POST /v1/models/{model}:streamGenerateContent",
                        "POST /v1beta/models/{model}:countTokens",
                        "POST /v1/models/{model}:countTokens",
                        "POST /v1beta/models/{model}:embedContent",
                        "POST /v1/models/{model}:embedContent",
                        "POST /v1beta/models/{model}:batchEmbedContents",
                        "POST /v1/models/{model}:batchEmbedContents",
                        "GET /v1beta/models",
                        "GET /v1beta/models/{model}");
        assertThat(new GeminiTranslator().endpoints().get(1).stream()).isEqualTo(new Endpoint.StreamMode.Always());
    }

    @Test
    void errorsAreNamedAfterTheirStatus_E2_E3() {
        var reply = new GeminiTranslator().writeError(GatewayError.of(ErrorCode.MODEL_NOT_FOUND, "no such model", "r"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().path("error").path("code").asInt()).isEqualTo(404);
        assertThat(reply.body().path("error").path("status").asString()).isEqualTo("NOT_FOUND");
        assertThat(reply.body().path("error").path("message").asString()).isEqualTo("no such model");
    }
}
