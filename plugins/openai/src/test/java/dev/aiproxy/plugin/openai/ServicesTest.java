package dev.aiproxy.plugin.openai;

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
        assertThat(ServiceLoader.load(Translator.class)).hasAtLeastOneElementOfType(ChatTranslator.class);
        assertThat(ServiceLoader.load(ProviderFactory.class)).hasAtLeastOneElementOfType(OpenAiProviderFactory.class);
    }

    @Test
    void theFormatBringsItsPaths() {
        assertThat(new ChatTranslator().endpoints())
                .extracting(Endpoint::method, Endpoint::path)
                .map(Object::toString)
                .containsExactly(
                        "(\"POST\", \"/v1/chat/completions\")",
                        "(\"POST\", \"/v1/completions\")",
                        "(\"POST\", \"/v1/embeddings\")",
                        "(\"GET\", \"/v1/models\")",
                        "(\"GET\", \"/v1/models/{model}\")");
    }

    @Test
    void errorsKeepTheirStatus() {
        var reply = new ChatTranslator().writeError(GatewayError.of(ErrorCode.MODEL_NOT_FOUND, "no such model", "r"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().path("error").path("code").asString()).isEqualTo("model_not_found");
    }
}
