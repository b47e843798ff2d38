package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.ResponseHead;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However an object that holds a secret gets into a log, it prints without it. */
final class SecretToStringTest {
    private static final Secret SECRET = Secret.of("canary-secret");
    private static final Headers HEADERS = Headers.of("authorization", "Bearer canary-secret");
    private static final GatewayConfig CONFIG =
            Loading.valid(Loading.load("""
            api-keys: [canary-client, { key: canary-named, name: ci, models: [a] }]
            admin-key: canary-admin
            proxy-url: http://canary-user:canary-password@proxy.example
            payload: { override: [{ models: [{ name: "*" }], params: { user: "${CANARY}" } }] }
            acme-api-key:
              - api-key: canary-key
                account: ${CANARY}
                token: canary-token
                headers: { Authorization: Bearer canary-header }
                tags: { a: "${CANARY}" }
                extra: { password: "${CANARY}" }
                proxy-url: socks5://canary-user:canary-password@[::1]
            """, Map.of("CANARY", "canary-environment")));

    @Test
    void nothingThatAConfigurationHoldsPrintsASecret() {
        Set<String> seen = new TreeSet<>();

        for (Object part : parts(CONFIG)) {
            seen.add(part.getClass().getSimpleName());
            assertThat(part.toString()).as(part.getClass().getName()).doesNotContain("canary");
        }
        assertThat(seen)
                .contains("GatewayConfig", "Access", "ClientKey", "KeyHash", "ProxyUrl", "Login", "Rule", "JsonEdit")
                .contains("CredentialConfig", "Target", "Headers", "Options", "Secret", "Redaction");
    }

    static List<Object> handedToPlugins() {
        Credential credential = CONFIG.providers().get(0).enabled().get(0);
        UpstreamRequest request =
                UpstreamRequest.postJson(URI.create("https://acme.example"), "authorization", "Bearer canary-secret");
        return List.of(
                SECRET,
                HEADERS,
                credential,
                request,
                Options.of(Map.of("token", SECRET)),
                new ProviderContext(Options.of(Map.of("token", SECRET)), List.of(credential), Clock.systemUTC()),
                new LocalProvider.LocalCall("m", credential, false),
                new TokenFlow.Step(
                        request,
                        ByteBuffer.wrap("canary-secret".getBytes(StandardCharsets.UTF_8)),
                        (head, body) -> new TokenFlow.Outcome.Granted(SECRET, Duration.ZERO)),
                new TokenFlow.Outcome.Granted(SECRET, Duration.ZERO),
                new ClientAuthenticator.Request("GET", "/", HEADERS, Optional.of(SECRET), "127.0.0.1"),
                new ResponseHead(200, HEADERS),
                JsonEdit.set(Json.object().put("a", "canary-secret"), "user"));
    }

    @ParameterizedTest
    @MethodSource("handedToPlugins")
    void nothingThatPluginsAreGivenPrintsASecret(Object given) {
        assertThat(given.toString()).doesNotContain("canary");
    }

    /** Every object of ours that can be reached, through collections too. */
    private static List<Object> parts(Object root) {
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        List<Object> parts = new ArrayList<>();
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (!known.add(next)) {
                continue;
            }
            if (next instanceof Map<?, ?> map) {
                map.values().forEach(open::push);
            } else if (next instanceof Collection<?> collection) {
                collection.forEach(open::push);
            } else if (next.getClass().getName().startsWith("dev.aiproxy.")) {
                parts.add(next);
                fields(next).forEach(open::push);
            }
        }
        return parts;
    }

    private static List<Object> fields(Object object) {
        List<Object> values = new ArrayList<>();
        try {
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    Optional.ofNullable(field.get(object)).ifPresent(values::add);
                }
            }
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
        return values;
    }
}
