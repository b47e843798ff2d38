package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Azure's deployments, as the packaged plugin asks them. */
final class AzureOpenAiIT {
    private static final String SECRET = "azure-secret";
    /** Azure begins with what its filters found in the prompt. */
    private static final String FILTERS = "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
            + "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{}}]}";

    private static FakeUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        String config = """
                retry: {max-retries: 1, cooldown: false}
                azure-openai-api-key:
                  - {api-key: SECRET, base-url: URL, api-version: 2024-10-21, models: [{id: my gpt, alias: dated}, first]}
                  - {api-key: SECRET, base-url: URL/second, api-version: 2024-10-21, models: [first]}
                  - {api-key: SECRET, base-url: URL/openai/v1, models: [{id: deployed, alias: current}]}
                  - {api-key: SECRET, base-url: URL/preview, api-version: preview, deployment: prod, stream-usage: off, models: [any]}
                  - base-url: URL/entra
                    models: [entra]
                    tenant-id: tenant.example
                    client-id: app
                    client-secret: SECRET
                    authority: URL/login
                """.replace("URL", upstream.url().toString()).replace("SECRET", SECRET);
        gateway = TestGateway.with(GatewayProcess.HOME.resolve("plugins"))
                .config(config)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void noKeyIsInAnUrl() {
        assertThat(upstream.requests()).extracting(RecordedRequest::target).noneMatch(url -> url.contains(SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "dated,/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21,dated",
        "current,/openai/v1/chat/completions,deployed",
        "any,/preview/openai/v1/chat/completions?api-version=preview,prod"
    })
    void aDeploymentIsAskedInItsVersionsWay(String model, String target, String modelInTheBody) throws Exception {
        String answer = "{\"id\":\"1\", \"choices\":[]}";
        upstream.enqueue(Reply.json(answer));

        RawHttpClient.Response response = ask(Client.CHAT, model, false);

        assertThat(response.body().text()).isEqualTo(answer);
        RecordedRequest asked = last();
        assertThat(asked.target()).isEqualTo(target);
        assertThat(asked.header("api-key")).hasValue(SECRET);
        assertThat(asked.header("authorization")).isEmpty();
        assertThat(asked.json().path("model").asString()).isEqualTo(modelInTheBody);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAT", "CLAUDE", "GEMINI"})
    void anyClientStreamsFromADeployment(Client client) throws Exception {
        upstream.enqueue(Reply.sse(
                FILTERS,
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{\"role\":\"assistant\",\"content\":\"Yes\"},\"finish_reason\":null,"
                        + "\"content_filter_results\":{}}]}",
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}",
                "[DONE]"));

        String body = ask(client, "dated", true).body().text();

        assertThat(Digests.valueOf(client.name()).ofBody(body).text()).isEqualTo("Yes");
        assertThat(last().json().at("/stream_options/include_usage").asBoolean(false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAT", "CLAUDE"})
    void aVersionThatDoesNotKnowStreamOptionsIsSpared(Client client) throws Exception {
        upstream.enqueue(Reply.sse(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}", "[DONE]"));

        ask(client, "any", true);

        assertThat(last().json().has("stream_options")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"400,content_filter,400", "401,401,401", "403,403,403", "404,404,404", "404,DeploymentNotFound,404"})
    void whatAzureRefusesIsTold(int status, String code, int told) throws Exception {
        upstream.enqueue(Reply.json(status, error(code, "Azure says no")));

        RawHttpClient.Response response = ask(Client.CLAUDE, "current", false);

        assertThat(response.status()).isEqualTo(told);
        assertThat(response.body().json().at("/error/message").asString()).contains("Azure says no");
    }

    @Test
    void aMissingDeploymentIsLookedForInAnotherResource() throws Exception {
        upstream.respond(request -> request.target().startsWith("/second")
                ? Reply.json("{\"choices\":[]}")
                : Reply.json(404, error("DeploymentNotFound", "The API deployment for this resource does not exist.")));

        assertThat(ask(Client.CHAT, "first", false).status()).isEqualTo(200);
        assertThat(ask(Client.CHAT, "first", false).status()).isEqualTo(200);
        drain();
    }

    @ParameterizedTest
    @CsvSource({"retry-after-ms,61000", "x-none,0"})
    void theWaitIsHandedOn(String header, String value) throws Exception {
        upstream.enqueue(Reply.json(429, error("429", "Rate limit. Please retry after 61 seconds."))
                .header(header, value));

        RawHttpClient.Response response = ask(Client.CHAT, "current", false);

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.head().header("retry-after")).hasValue("61");
    }

    @Test
    void aTokenOfEntraTakesTheKeysPlace() throws Exception {
        upstream.respond(request -> request.target().startsWith("/login")
                ? Reply.json("{\"access_token\":\"token-1\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")
                : Reply.json("{\"choices\":[]}"));
        int before = upstream.requestCount();

        assertThat(ask(Client.CHAT, "entra", false).status()).isEqualTo(200);
        assertThat(ask(Client.CHAT, "entra", false).status()).isEqualTo(200);

        List<RecordedRequest> asked = upstream.requests().subList(before, upstream.requestCount());
        assertThat(asked)
                .extracting(RecordedRequest::target)
                .containsExactly(
                        "/login/tenant.example/oauth2/v2.0/token",
                        "/entra/openai/v1/chat/completions",
                        "/entra/openai/v1/chat/completions");
        assertThat(asked.get(0).bodyText())
                .startsWith("grant_type=client_credentials&client_id=app&client_secret=" + SECRET + "&scope=");
        assertThat(asked.get(1).header("authorization")).hasValue("Bearer token-1");
        assertThat(asked.get(1).header("api-key")).isEmpty();
        drain();
    }

    private static RecordedRequest last() {
        return upstream.requests().get(upstream.requestCount() - 1);
    }

    private static void drain() {
        upstream.respond(request -> Reply.status(500));
    }

    private static RawHttpClient.Response ask(Client client, String model, boolean stream) throws IOException {
        return client.ask(gateway.url(), model, stream);
    }

    private static String error(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }
}
