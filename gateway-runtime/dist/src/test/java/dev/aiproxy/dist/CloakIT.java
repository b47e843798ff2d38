package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Requests as the claude plugin sends them when an operator wants them cloaked. */
final class CloakIT {
    private static final String CLI = "user-agent: claude-cli/1.0.83 (external, cli)";

    private static FakeUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start().respond(MinimalAnswers::to);
        gateway = Lab.builder().config("""
                        claude-header-defaults: { user-agent: cloaked/1, anthropic-beta: default-beta }
                        claude-api-key:
                          - api-key: one
                            base-url: %1$s
                            models: [cloaked]
                            cloak:
                              mode: auto
                              system-prompt: You are a cloak.
                              sensitive-words: [gateway]
                              cache-user-id: true
                          - { api-key: two, base-url: "%1$s", models: [plain] }
                        """.formatted(upstream.url())).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @Test
    void passedThroughBodyKeepsAllOtherBytes() throws IOException {
        RecordedRequest request = sent("""
                { "model":"cloaked", "max_tokens" : 1e2, "system":[ {"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}} ],
                  "messages":[ {"role":"user","content":"h\\u0065llo"} ],"metadata":{"user_id":"me" } }""");
        String userId = request.json().path("metadata").path("user_id").asString();

        assertThat(request.bodyText()).isEqualTo("""
                { "model":"cloaked", "max_tokens" : 1e2, "system":[{"type":"text","text":"You are a cloak."},\
                {"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
                  "messages":[ {"role":"user","content":"h\\u0065llo"} ],"metadata":{"user_id":"%s" } }""".formatted(userId));
        assertThat(userId).matches("user_[0-9a-f]{64}_account__session_[0-9a-f-]{36}");
        assertThat(request.header("user-agent")).contains("cloaked/1");
        assertThat(request.header("anthropic-beta")).contains("default-beta");
    }

    @Test
    void sensitiveWordsAreBrokenUp() throws IOException {
        RecordedRequest request = sent("""
                {"model":"cloaked","max_tokens":9,"messages":[{"role":"user","content":"My Gateway"}]}""");

        assertThat(request.bodyText()).contains("\"messages\":[{\"role\":\"user\",\"content\":\"My G\u200Bateway\"}]");
    }

    @Test
    void headersOfTheClientWinOverTheDefaults() throws IOException {
        RecordedRequest request = sent(Client.CLAUDE.body("cloaked", false), "anthropic-beta: mine");

        assertThat(request.headers().all("anthropic-beta")).containsExactly("mine");
    }

    @Test
    void nativeClientAndOtherCredentialsAreLeftAlone() throws IOException {
        String cli = Client.CLAUDE.body("cloaked", false);
        String plain = Client.CLAUDE.body("plain", false);

        RecordedRequest fromCli = sent(cli, CLI);

        assertThat(fromCli.bodyText()).isEqualTo(cli);
        assertThat(fromCli.header("anthropic-beta")).isEmpty();
        assertThat(sent(plain).bodyText()).isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void translatedRequestIsCloakedAlike(Client client) throws IOException {
        int before = upstream.requestCount();

        assertThat(client.ask(gateway.url(), "cloaked", false).status()).isEqualTo(200);

        RecordedRequest request = upstream.requests().get(before);
        JsonNode body = request.json();
        assertThat(body.path("system").path(0).path("text").asString()).isEqualTo("You are a cloak.");
        assertThat(body.path("metadata").path("user_id").asString()).startsWith("user_");
        assertThat(request.header("user-agent")).contains("cloaked/1");
    }

    private static RecordedRequest sent(String body, String... headers) throws IOException {
        int before = upstream.requestCount();
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            RawHttpClient.Response response =
                    client.post("/v1/messages", body, headers).readResponse();
            assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        }
        return upstream.requests().get(before);
    }
}
