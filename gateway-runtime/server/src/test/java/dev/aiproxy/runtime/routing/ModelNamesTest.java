package dev.aiproxy.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelNamesTest {
    @ParameterizedTest
    @CsvSource({
        "*-preview, m-preview, true",
        "*-preview, m-preview-2, false",
        "m-*, m-, true",
        "m-*-x, m-1-x, true",
        "*, anything/at:all, true",
        "m.1, m.1, true",
        "m.1, m-1, false",
        "m[1], m1, false",
        "m, M, false"
    })
    void onlyTheStarIsSpecial(String pattern, String name, boolean matches) {
        assertThat(ModelNames.matching(List.of(pattern)).test(name)).isEqualTo(matches);
    }
}
