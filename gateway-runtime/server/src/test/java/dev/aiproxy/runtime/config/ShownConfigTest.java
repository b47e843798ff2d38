package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@code GET /admin/config} shows of the options. */
final class ShownConfigTest {
    private static final Map<String, String> VARIABLES =
            Map.of("CANARY", "canary-value", "ADDRESS", "canary.example", "COUNT", "7919");

    @Test
    void payloadRulesKeepTheirForm() {
        JsonNode rules = shown("""
                payload:
                  override:
                    - models: [{ name: "gpt-*", protocol: openai }]
                      params: { reasoning_effort: high, max_tokens: 1000, "a.b": [1, { c: null }] }
                  filter:
                    - models: [{ name: "*" }]
                      params: [user]
                """);

        assertThat(rules.path("payload.override").toString())
                .isEqualTo("[{\"models\":[{\"name\":\"gpt-*\",\"protocol\":\"openai\"}],"
                        + "\"params\":{\"reasoning_effort\":\"high\",\"max_tokens\":1000,\"a.b\":[1,{\"c\":null}]}}]");
        assertThat(rules.path("payload.filter").toString())
                .isEqualTo("[{\"models\":[{\"name\":\"*\"}],\"params\":[\"user\"]}]");
        assertThat(rules.path("payload.default").toString()).isEqualTo("[]");
    }

    @Test
    void whatAPlaceholderStoodForIsHiddenWhereverItStands() {
        JsonNode shown = shown("""
                host: ${ADDRESS}
                request-retry: ${NO_SUCH:-7}
                cors: { allowed-origins: ["https://a.example", "https://${ADDRESS}"] }
                fallbacks: { a: [b, "${CANARY}"] }
                payload:
                  default:
                    - models: [{ name: "*" }]
                      params: { user: "x-${CANARY}", seed: 1, tools: [{ url: "${CANARY}", kind: plain }] }
                acme-region: ${REGION:-us}
                acme-api-key:
                  - api-key: ${CANARY}
                    account: ${CANARY}
                    base-url: https://${ADDRESS}
                    depth: ${COUNT}
                    zones: [north, "${ZONE:-south}"]
                    cache: { size: 3 }
                    tags: { a: "${CANARY}", b: plain }
                    extra: { deep: { list: [1, "${CANARY}"], fine: true } }
                """);

        assertThat(shown.toString()).doesNotContain("canary").doesNotContain("7919");
        assertThat(shown.path("host").asString()).isEqualTo("***");
        assertThat(shown.path("request-retry").asString()).isEqualTo("***");
        assertThat(shown.path("cors.allowed-origins").toString()).isEqualTo("[\"https://a.example\",\"***\"]");
        assertThat(shown.path("fallbacks").toString()).isEqualTo("{\"a\":[\"b\",\"***\"]}");
        assertThat(shown.path("payload.default").path(0).path("params").toString())
                .isEqualTo("{\"user\":\"***\",\"seed\":1,\"tools\":[{\"url\":\"***\",\"kind\":\"plain\"}]}");
        JsonNode acme = shown.path("providers").path("acme");
        assertThat(acme.path("acme-region").asString()).isEqualTo("***");
        JsonNode credential = acme.path("credentials").path(0);
        for (String hidden : new String[] {"api-key", "account", "base-url", "depth"}) {
            assertThat(credential.path(hidden).asString()).as(hidden).isEqualTo("***");
        }
        assertThat(credential.path("zones").toString()).isEqualTo("[\"north\",\"***\"]");
        assertThat(credential.path("cache.size").asInt()).isEqualTo(3);
        assertThat(credential.path("tags").toString()).isEqualTo("{\"a\":\"***\",\"b\":\"plain\"}");
        assertThat(credential.path("extra").toString()).isEqualTo("{\"deep\":{\"list\":[1,\"***\"],\"fine\":true}}");
    }

    @Test
    void whatIsDeclaredSecretIsHiddenAndWhatIsNotIsShown() {
        JsonNode credential =
                shown("""
                admin-key: canary-admin
                api-keys: [canary-client, { key: canary-other, name: ci }]
                proxy-url: http://canary-user:canary-password@proxy.example
                acme-api-key:
                  - api-key: canary-key
                    account: mine
                    token: canary-token
                    headers: { X-Team: canary-header }
                    tags: { a: plain }
                    patience: 1500ms
                    models: [{ id: big, alias: small }]
                """).path("providers").path("acme").path("credentials").path(0);

        assertThat(credential.path("token").asString()).isEqualTo("***");
        assertThat(credential.path("headers").toString()).isEqualTo("{\"x-team\":\"***\"}");
        assertThat(credential.path("account").asString()).isEqualTo("mine");
        assertThat(credential.path("base-url").asString()).isEqualTo("https://acme.example");
        assertThat(credential.path("tags").path("a").asString()).isEqualTo("plain");
        assertThat(credential.path("patience").asString()).isEqualTo("1500ms");
        assertThat(credential.path("models").toString()).isEqualTo("[{\"id\":\"big\",\"alias\":\"small\"}]");
        assertThat(credential.path("name").asString()).isEqualTo("acme-1");
    }

    @Test
    void secretsOutsideOfCredentialsAreHiddenAndTheirNamesAreShown() {
        JsonNode shown = shown("""
                admin-key: canary-admin
                api-keys: [canary-client, { key: canary-other, name: ci }]
                proxy-url: http://canary-user:canary-password@proxy.example
                acme-headers: { X-Of-All: canary-of-all }
                acme-api-key: [{ api-key: k, account: a }]
                """);

        assertThat(shown.toString()).doesNotContain("canary");
        assertThat(shown.path("admin-key").asString()).isEqualTo("***");
        assertThat(shown.path("api-keys").toString())
                .isEqualTo("[{\"name\":\"api-keys[0]\",\"key\":\"***\"},{\"name\":\"ci\",\"key\":\"***\"}]");
        assertThat(shown.path("proxy-url").asString()).isEqualTo("http://proxy.example:80");
        assertThat(shown.at("/providers/acme/acme-headers").toString()).isEqualTo("{\"x-of-all\":\"***\"}");
    }

    @Test
    void textWhoseNameSoundsLikeASecretIsHiddenInStructures() {
        JsonNode shown = shown("""
                payload:
                  default:
                    - models: [{ name: "*" }]
                      params: { mcp.authorization_token: canary-mcp, hook: "https://u:canary@h.example", max_tokens: 5 }
                acme-api-key:
                  - { api-key: k, account: a, extra: { password: canary-extra }, tags: { Api-Key: canary-tag } }
                """);

        assertThat(shown.toString()).doesNotContain("canary").contains("\"max_tokens\":5");
    }

    @Test
    void escapedPlaceholderIsNone() {
        assertThat(shown("acme-api-key: [{ api-key: k, account: \"$${A}\" }]")
                        .path("providers")
                        .path("acme")
                        .path("credentials")
                        .path(0)
                        .path("account")
                        .asString())
                .isEqualTo("${A}");
    }

    private static JsonNode shown(String yaml) {
        return Loading.valid(Loading.load(yaml, VARIABLES)).shown();
    }
}
