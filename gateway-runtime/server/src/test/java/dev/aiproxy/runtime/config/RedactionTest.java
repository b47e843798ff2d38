package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
    private static final String YAML = """
            api-keys: [canary-client, canary-client, canary-other]
            admin-key: canary-admin
            proxy-url: http://canary-user:canary-password@proxy.example
            acme-api-key:
              - api-key: ${CANARY}
                account: mine
                token: canary-token
                headers: { Authorization: canary-header }
                tags: { a: canary-tag }
                extra: { password: canary-extra }
                proxy-url: socks5://canary-user:canary-password@[::1]
              - api-key: ${CANARY}
                account: again
            """;

    private final LoadResult result = Loading.load(YAML, Map.of("CANARY", "canary-environment"));

    @Test
    void nothingPrintsASecret() {
        GatewayConfig config = Loading.valid(result);
        CredentialConfig credential = config.providers().get(0).credentials().get(0);

        assertThat(result).asString().doesNotContain("canary");
        assertThat(config).asString().doesNotContain("canary");
        assertThat(config.access()).asString().isEqualTo("Access[client keys: 2, admin key: ***]");
        assertThat(config.access().client("canary-client")).get().asString().doesNotContain("canary");
        assertThat(config.warnings())
                .isNotEmpty()
                .allSatisfy(warning -> assertThat(warning).doesNotContain("canary"));
        assertThat(config.providers()).asString().doesNotContain("canary");
        assertThat(credential).asString().isEqualTo("Credential[acme-1]");
        assertThat(credential.options()).asString().doesNotContain("canary");
        assertThat(config.upstream().proxy()).asString().isEqualTo("http://proxy.example:80");
        assertThat(config.egress(credential))
                .asString()
                .contains("socks5://[::1]:1080")
                .doesNotContain("canary");
        assertThat(credential.headers()).asString().doesNotContain("canary");
        assertThat(new ConfigSource.Text("t", YAML)).asString().isEqualTo("Text[t]");
        assertThat(Loading.surroundings(Map.of("A", "canary"))).asString().doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "${CANARY}, http://Canary-Host.example:81/v1, 'canary-host.example:81: refused', '***:81: refused'",
        "http://${CANARY}:81, Canary-Host.example, 'canary-host.example:81: refused', '***:81: refused'",
        "http://${CANARY}.provider.example, Canary-Tenant, 'canary-tenant.provider.example:80', '***.provider.example:80'",
        "http://provider.example/${CANARY}, canary-path, 'provider.example/canary-path', 'provider.example/***'"
    })
    void whatPlaceholdersStandForInABaseUrlIsHidden(String baseUrl, String canary, String told, String shown) {
        String yaml = "acme-api-key: [{api-key: k, account: mine, base-url: \"" + baseUrl + "\"}]";
        GatewayConfig config = Loading.valid(Loading.load(yaml, Map.of("CANARY", canary)));

        assertThat(config.redaction().apply(told)).isEqualTo(shown);
        assertThat(config.providers().get(0).credentials().get(0).shownBaseUrl())
                .isEqualTo("***");
    }

    @Test
    void baseUrlThatStandsInTheFileIsShown() {
        String yaml = "acme-api-key: [{api-key: k, account: mine, base-url: \"http://provider.example\"}]";
        GatewayConfig config = Loading.valid(yaml);

        assertThat(config.redaction().apply("provider.example:80")).isEqualTo("provider.example:80");
        assertThat(config.providers().get(0).credentials().get(0).shownBaseUrl())
                .isEqualTo("http://provider.example");
    }

    @Test
    void clientAndAdminKeysAreComparedByHash() {
        Access access = Loading.valid(result).access();

        assertThat(access.open()).isFalse();
        assertThat(access.accepts("canary-client")).isTrue();
        assertThat(access.accepts("canary-clien")).isFalse();
        assertThat(access.accepts("")).isFalse();
        assertThat(access.client("canary-other")).map(ClientKey::name).contains("api-keys[2]");
        assertThat(access.acceptsAdmin("canary-admin")).isTrue();
        assertThat(access.acceptsAdmin("canary-client")).isFalse();
        assertThat(Loading.valid("").access().acceptsAdmin("")).isFalse();
        assertThat(Loading.valid("").access().accepts("anything")).isTrue();
    }

    @Test
    void clientKeyMayHaveANameAndModels() {
        Access access = Loading.valid("""
                        api-keys:
                          - canary-any
                          - { key: "${CI_KEY:-canary-ci}", name: ci, models: [gpt-4o*, "*/mini"] }
                        """).access();

        ClientKey any = access.client("canary-any").orElseThrow();
        ClientKey ci = access.client("canary-ci").orElseThrow();
        assertThat(any.name()).isEqualTo("api-keys[0]");
        assertThat(any.models().areAll()).isTrue();
        assertThat(ci.name()).isEqualTo("ci");
        assertThat(ci.models().areAll()).isFalse();
        assertThat(ci.models().match("gpt-4o-mini")).isTrue();
        assertThat(ci.models().match("team/mini")).isTrue();
        assertThat(ci.models().match("gpt-4")).isFalse();
        assertThat(ci.models().match("GPT-4o")).isFalse();
        assertThat(ci.models().match("")).isFalse();
        assertThat(ci).asString().doesNotContain("canary");
    }

    @Test
    void secondClientKeyOfTheSameTextIsIgnoredWithAWarning() {
        GatewayConfig config = Loading.valid("api-keys: [{key: canary, name: a, models: [x]}, {key: canary, name: b}]");

        assertThat(config.access().client("canary")).map(ClientKey::name).contains("a");
        assertThat(config.warnings()).anyMatch(warning -> warning.endsWith("b is ignored: the same key as a"));
        assertThat(config.warnings().toString()).doesNotContain("canary");
    }

    @Test
    void duplicateKeyCollapsesToTheFirstWithAWarning() {
        GatewayConfig config = Loading.valid(result);

        assertThat(config.providers().get(0).credentials())
                .extracting(CredentialConfig::name)
                .containsExactly("acme-1");
        assertThat(config.warnings())
                .contains("test.yaml:12:5: acme-api-key[1]: ignored: the same api-key and base-url as acme-1");
    }

    @Test
    void problemOfAPluginIsLocatedInTheFile() {
        CredentialConfig credential =
                Loading.valid(result).providers().get(0).credentials().get(0);

        assertThat(credential.locate(new Problem("account", "is not known")).render())
                .isEqualTo("test.yaml:6:14: acme-api-key[0].account: is not known");
        assertThat(credential.locate(new Problem("", "is odd")).render())
                .isEqualTo("test.yaml:5:5: acme-api-key[0]: is odd");
    }

    @Test
    void namesAreUniqueAndStable() {
        GatewayConfig config = Loading.valid("""
                openai-api-key:
                  - { api-key: a, name: openai-2 }
                  - { api-key: b }
                  - { api-key: c }
                """);

        assertThat(config.providers().get(0).credentials())
                .extracting(CredentialConfig::name)
                .containsExactly("openai-2", "openai-2x", "openai-3");
    }
}
