package dev.aiproxy.api.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretTest {
    @Test
    void valueIsNotPrinted() {
        Secret secret = Secret.of("sk-1");

        assertThat(secret).hasToString("***");
        assertThat(List.of(secret)).hasToString("[***]");
        assertThat(Options.of(Map.of("key", secret)).toString()).doesNotContain("sk-1");
        assertThat(secret.reveal()).isEqualTo("sk-1");
    }

    @Test
    void secretsOfOneValueAreEqual() {
        assertThat(Secret.of("ü")).isEqualTo(Secret.of("ü")).hasSameHashCodeAs(Secret.of("ü"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
    }
}
