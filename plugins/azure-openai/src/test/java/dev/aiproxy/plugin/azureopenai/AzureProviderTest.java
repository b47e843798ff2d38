package dev.aiproxy.plugin.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import java.net.URI;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class AzureProviderTest {
    private static final String DATE = "2024-10-21";

    private final AzureProvider provider = new AzureProvider();

    @Test
    void thePluginIsFoundByItsService() {
        assertThat(ServiceLoader.load(ProviderFactory.class)).hasAtLeastOneElementOfType(AzureProviderFactory.class);
        assertThat(new AzureProviderFactory().spec().configSection()).isEqualTo("azure-openai-api-key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://res.openai.azure.com,2024-10-21,/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
        "https://res.openai.azure.com/openai,2024-10-21,/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
        "https://res.openai.azure.com,2025-04-01-preview,"
                + "/openai/deployments/my%20gpt/chat/completions?api-version=2025-04-01-preview",
        "https://res.openai.azure.com,v1,/openai/v1/chat/completions",
        "https://res.openai.azure.com/openai/v1,v1,/openai/v1/chat/completions",
        "https://res.openai.azure.com,preview,/openai/v1/chat/completions?api-version=preview"
    })
    void theVersionDecidesOnThePath(String base, String version, String path) {
        Credential credential = Calls.entry(base, "secret-key", "api-version", version);

        UpstreamRequest request = provider.prepare(Calls.chat(credential, "my gpt"));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(URI.create(Calls.BASE + path));
        assertThat(request.url().toString()).doesNotContain("secret-key");
        assertThat(request.headers().first("api-key")).hasValue("secret-key");
        assertThat(request.headers().contains("authorization")).isFalse();
    }

    @Test
    void anAddressOfAGatewayKeepsItsPath() {
        Credential credential = Calls.entry("https://apim.example/team", "k", "api-version", DATE);

        assertThat(provider.prepare(Calls.call(credential, Operation.EMBEDDINGS, "ada", false))
                        .url())
                .isEqualTo(
                        URI.create("https://apim.example/team/openai/deployments/ada/embeddings?api-version=" + DATE));
    }

    @Test
    void theDeploymentAnswersForEveryModel() {
        Credential dated = Calls.entry(Calls.BASE, "k", "api-version", DATE, "deployment", "prod");
        Credential current = Calls.entry(Calls.BASE, "k", "deployment", "prod");
        ObjectNode body = Json.object().put("model", "gpt-4o");

        provider.shape(body, Calls.chat(current, "gpt-4o"));

        assertThat(provider.prepare(Calls.chat(dated, "gpt-4o")).url().getPath())
                .contains("/deployments/prod/");
        assertThat(provider.splice(Calls.chat(dated, "gpt-4o"))).isEmpty();
        assertThat(provider.splice(Calls.chat(current, "gpt-4o")))
                .containsExactly(JsonEdit.set(Json.nodes().stringNode("prod"), "model"));
        assertThat(body.path("model").asString()).isEqualTo("prod");
    }

    @Test
    void theModelStandsInTheBodyOnlyWhereThePathHasNone() {
        assertThat(provider.modelMember(Calls.chat(Calls.entry(Calls.BASE, "k"), "m")))
                .hasValue("model");
        assertThat(provider.modelMember(Calls.chat(Calls.entry(Calls.BASE, "k", "api-version", DATE), "m")))
                .isEmpty();
    }

    @Test
    void streamsAreAskedForUsageUnlessItIsOff() {
        UpstreamCall on = Calls.call(Calls.entry(Calls.BASE, "k"), Operation.CHAT, "m", true);
        UpstreamCall off = Calls.call(Calls.entry(Calls.BASE, "k", "stream-usage", "off"), Operation.CHAT, "m", true);
        ObjectNode body = (ObjectNode) Json.parse("{\"stream_options\":{\"include_usage\":true}}");

        provider.shape(body, on);
        assertThat(body.has("stream_options")).isTrue();
        provider.shape(body, off);
        assertThat(body.has("stream_options")).isFalse();
        assertThat(provider.splice(on))
                .containsExactly(JsonEdit.set(Json.nodes().booleanNode(true), "stream_options", "include_usage"));
        assertThat(provider.splice(off)).containsExactly(JsonEdit.remove("stream_options"));
    }

    @Test
    void aTokenTravelsAsBearer() {
        Credential credential =
                Calls.entry(Calls.BASE, null, "tenant-id", "t", "client-id", "c", "client-secret", Secret.of("s"));

        UpstreamRequest request = provider.prepare(Calls.withToken(Calls.chat(credential, "m"), "token-1"));

        assertThat(provider.tokens(credential)).isPresent();
        assertThat(request.headers().first("authorization")).hasValue("Bearer token-1");
        assertThat(request.headers().contains("api-key")).isFalse();
        assertThat(provider.tokens(Calls.entry(Calls.BASE, "k"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k||v1|",
                "k||2024-10-21|",
                "k||2024-10-21-preview|",
                "k||latest|api-version",
                "||v1|api-key",
                "|t|v1|",
                "k|t|v1|api-key",
                "|a/b|v1|tenant-id"
            })
    void aCredentialIsCheckedAsAWhole(String key, String tenant, String version, String option) {
        Credential credential = tenant == null
                ? Calls.entry(Calls.BASE, key, "api-version", version)
                : Calls.entry(
                        Calls.BASE,
                        key,
                        "api-version",
                        version,
                        "tenant-id",
                        tenant,
                        "client-id",
                        "c",
                        "client-secret",
                        Secret.of("s"));

        if (option == null) {
            assertThat(provider.check(credential)).isEmpty();
        } else {
            assertThat(provider.check(credential))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.option()).isEqualTo(option));
        }
    }

    @Test
    void aDateDoesNotGoWithTheAddressOfTheApiWithoutDates() {
        assertThat(provider.check(Calls.entry(Calls.BASE + "/openai/v1", "k", "api-version", DATE)))
                .hasSize(1);
    }

    @Test
    void listsOfModelsAreNotDeployments() {
        Credential credential = Calls.entry(Calls.BASE, "k");

        assertThat(provider.format(Operation.MODELS, credential, "")).isEmpty();
        assertThat(provider.format(Operation.CHAT, credential, "m")).hasValue(AzureProvider.OPENAI);
        assertThat(provider.claims("gpt-4o")).isFalse();
    }
}
