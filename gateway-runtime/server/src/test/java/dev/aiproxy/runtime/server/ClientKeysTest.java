package dev.aiproxy.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientKeysTest {
    @Test
    void keyIsFoundWhereverItsApiPutsIt() {
        assertThat(presented("Authorization", "Bearer k")).isEqualTo("k");
        assertThat(presented("authorization", "bearer   k ")).isEqualTo("k");
        assertThat(presented("X-Api-Key", "k")).isEqualTo("k");
        assertThat(presented("x-goog-api-key", "k")).isEqualTo("k");
    }

    @Test
    void bearerTokenComesFirst() {
        assertThat(presented("x-goog-api-key", "third", "x-api-key", "second", "Authorization", "Bearer first"))
                .isEqualTo("first");
        assertThat(presented("x-goog-api-key", "third", "x-api-key", "second")).isEqualTo("second");
    }

    @Test
    void otherAuthorizationIsNoKey() {
        assertThat(presented()).isNull();
        assertThat(presented("Authorization", "Basic a2V5")).isNull();
        assertThat(presented("Authorization", "Bearer")).isNull();
        assertThat(presented("Authorization", "Basic a2V5", "x-api-key", "k")).isEqualTo("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "KEY", "api_key", "api-key", "apikey", "access_token"})
    void keyInTheUrlIsNamed(String parameter) {
        HttpServerExchange exchange = Received.from("127.0.0.1");
        exchange.addQueryParam("alt", "sse");
        exchange.addQueryParam(parameter, "secret");

        assertThat(ClientKeys.inQuery(exchange)).isEqualTo(parameter);
    }

    @Test
    void encodedNameOfAParameterIsSeenThrough() {
        HttpServerExchange exchange = Received.from("127.0.0.1");
        exchange.addQueryParam("%6Bey", "secret");

        assertThat(ClientKeys.inQuery(exchange)).isEqualTo("key");
    }

    @Test
    void otherParametersAreNoKeys() {
        HttpServerExchange exchange = Received.from("127.0.0.1");
        exchange.addQueryParam("alt", "sse");
        exchange.addQueryParam("monkey", "x");

        assertThat(ClientKeys.inQuery(exchange)).isNull();
    }

    @Test
    void scopeSeparatesKeysWithoutTellingThem() {
        assertThat(ClientKeys.scope("one")).isEqualTo(ClientKeys.scope("one")).isNotEqualTo(ClientKeys.scope("two"));
        assertThat(ClientKeys.scope("one")).hasSize(64).doesNotContain("one");
        assertThat(ClientKeys.scope(null)).isEmpty();
    }

    private static @Nullable String presented(String... headers) {
        return ClientKeys.presented(Received.from("127.0.0.1", headers));
    }
}
