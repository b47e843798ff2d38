package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.GatewayException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NestingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 1",
                "{\"a\":[1,{\"b\":[]},[]]} | 4",
                "{\"[[[\":\"{{\\\"[[\\\\\"} | 1",
                "{\"a\":[],\"b\":{},\"c\":[{}]} | 3"
            })
    void depthIsThatOfTheDeepestPart(String json, int depth) {
        RequestBody body = scanned(json);

        assertThatCode(() -> body.requireDepth(depth)).doesNotThrowAnyException();
        assertThat(Nesting.firstBelow(json.getBytes(UTF_8), 0, json.length(), depth - 1))
                .isNotNegative();
    }

    @Test
    void refusalNamesTheLimitAndThePlace() {
        assertThatThrownBy(() -> scanned("{\"a\":\n [[1]]}").requireDepth(2))
                .isInstanceOf(GatewayException.class)
                .hasMessage("the body is nested deeper than 2 levels at line 2, column 3; send a flatter one");
    }

    private static RequestBody scanned(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return RequestBody.scan(bytes, 0, bytes.length, Set.of());
    }
}
