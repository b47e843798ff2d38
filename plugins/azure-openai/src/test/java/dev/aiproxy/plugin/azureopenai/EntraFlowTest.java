package dev.aiproxy.plugin.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.TokenFlow.Outcome;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.ResponseHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntraFlowTest {
    private final TokenFlow.Step step = new EntraFlow(new AzureOptions(Calls.entry(
                    Calls.BASE,
                    null,
                    "tenant-id",
                    "tenant.example",
                    "client-id",
                    "app",
                    "client-secret",
                    Secret.of("s&cret"),
                    "authority",
                    URI.create("https://login.example/"))))
            .start();

    @Test
    void theSecretStandsInTheFormOnly() {
        String form = StandardCharsets.UTF_8.decode(step.body().duplicate()).toString();

        assertThat(step.request().url())
                .isEqualTo(URI.create("https://login.example/tenant.example/oauth2/v2.0/token"));
        assertThat(step.request().headers().first("content-type")).hasValue("application/x-www-form-urlencoded");
        assertThat(form)
                .isEqualTo("grant_type=client_credentials&client_id=app&client_secret=s%26cret"
                        + "&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
    }

    @Test
    void aTokenIsGrantedForItsLife() {
        assertThat(read(200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t\"}"))
                .isEqualTo(new Outcome.Granted(Secret.of("t"), Duration.ofSeconds(3599)));
    }

    @ParameterizedTest
    @CsvSource({"400,true", "401,true", "403,true", "429,false", "500,false", "503,false", "200,false"})
    void onlyAnAnswerAboutTheClientRefusesIt(int status, boolean refused) {
        Outcome outcome = read(status, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS700016: app\"}");

        assertThat(outcome).isInstanceOf(refused ? Outcome.Refused.class : Outcome.Unavailable.class);
        assertThat(outcome.toString()).contains("invalid_client").doesNotContain("AADSTS");
    }

    @Test
    void whatIsNoJsonIsNoDisaster() {
        assertThat(read(502, "<html>")).isInstanceOf(Outcome.Unavailable.class);
    }

    private Outcome read(int status, String body) {
        return step.reader()
                .read(new ResponseHead(status, Headers.none()), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }
}
