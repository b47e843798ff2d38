package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.dist.hooks.TokenAuthenticator;
import dev.aiproxy.testkit.gateway.PluginJar;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that say who a client is, behind the configured keys. */
final class AuthenticatorTest {
    @TempDir
    private static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        List<Class<?>> services = List.of(TokenAuthenticator.class, TokenAuthenticator.Blocking.class);
        gateway = Shapes.gateway(folder)
                .jar(PluginJar.write(folder, "tokens", services, List.of()))
                .config("""
                        api-keys: [the-key]
                        local-shape:
                          - journal: %s
                        """.formatted(Files.createFile(folder.resolve("journal"))))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-token: alice", "x-slow-token: alice"})
    void clientThatIsKnownIsServedUnderItsName(String header) throws Exception {
        assertThat(ask(header).status()).isEqualTo(200);

        assertThat(gateway.takeExchange(Duration.ofSeconds(5)).clientKey()).isEqualTo("tokens:alice");
    }

    @Test
    void configuredKeyComesFirst() throws Exception {
        assertThat(ask("Authorization: Bearer the-key", "x-token: mallory").status())
                .isEqualTo(200);

        gateway.takeExchange(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-token: mallory", "x-slow-token: mallory"})
    void refusalSaysWhyInTheClientsFormat(String header) throws Exception {
        RawHttpClient.Response response = ask(header);

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body().json().at("/error/message").asString()).isEqualTo("we do not speak with mallory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer another-key", "x-nothing: at-all"})
    void clientThatNobodyKnowsIsRefused(String header) throws Exception {
        assertThat(ask(header).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-token: throw", "x-slow-token: throw"})
    void authenticatorThatFailsLetsNobodyIn(String header) throws Exception {
        RawHttpClient.Response response = ask(header);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body().text()).contains("plugin 'tokens' failed in authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-token: alice", "x-slow-token: alice"})
    void modelListsAreForKnownClientsToo(String header) throws Exception {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.get("/v1/models", header);
            assertThat(client.readResponse().status()).isEqualTo(200);
            client.get("/v1/models");
            assertThat(client.readResponse().status()).isEqualTo(401);
        }
    }

    private static RawHttpClient.Response ask(String... headers) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post(
                    "/v1/chat/completions",
                    "{\"model\":\"says\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                    headers);
            return client.readResponse();
        }
    }
}
