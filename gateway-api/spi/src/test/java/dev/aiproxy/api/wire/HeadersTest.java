package dev.aiproxy.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {
    private final Headers headers = Headers.of("Via", "a", "X-Key", "secret", "via", "b");

    @Test
    void namesCompareWithoutCase() {
        assertThat(headers.first("VIA")).hasValue("a");
        assertThat(headers.all("viA")).containsExactly("a", "b");
        assertThat(headers.contains("x-key")).isTrue();
        assertThat(headers.first("other")).isEmpty();
        assertThat(headers.all("other")).isEmpty();
    }

    @Test
    void orderAndRepetitionAreKept() {
        assertThat(headers.names()).containsExactly("via", "x-key", "via");
        assertThat(headers.size()).isEqualTo(3);
    }

    @Test
    void settingReplacesEveryFieldOfTheName() {
        assertThat(headers.with("VIA", "c").all("via")).containsExactly("c");
        assertThat(headers.all("via")).containsExactly("a", "b");
    }

    @Test
    void equalFieldsAreEqual() {
        Headers same = Headers.of("VIA", "a", "x-key", "secret", "via", "b");

        assertThat(same).isEqualTo(headers).hasSameHashCodeAs(headers);
        assertThat(headers).isNotEqualTo(headers.with("x-key", "SECRET")).isNotEqualTo(Headers.none());
    }

    @Test
    void valuesAreNotPrinted() {
        assertThat(headers).hasToString("[via, x-key, via]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\n", "ä", "a\u007f", "(a)"})
    void nameThatIsNoTokenIsRefused(String name) {
        assertThatThrownBy(() -> Headers.of(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\u0000"})
    void valueThatBreaksTheLineIsRefused(String value) {
        assertThatThrownBy(() -> Headers.of("x-secret", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x-secret");
    }

    @Test
    void oddCountIsRefused() {
        assertThatThrownBy(() -> Headers.of("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
