package dev.aiproxy.api.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    private final Options options = Options.of(Map.of("wait", Duration.ofSeconds(1), "count", 3L));

    @Test
    void valuesAreFoundByNameAndType() {
        assertThat(options.get("wait", Duration.class)).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.find("other", String.class)).isEmpty();
        assertThat(options.names()).containsExactlyInAnyOrder("wait", "count");
    }

    @Test
    void anotherTypeOrAnAbsentValueIsAFault() {
        assertThatThrownBy(() -> options.find("count", String.class)).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> options.get("other", String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other");
    }
}
