package dev.aiproxy.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "0.10",
                "1e2",
                "1E400",
                "-1E-400",
                "0.1234567890123456789012345678901234567890",
                "1234567890123456789012345678901234567890",
                "1234567890123456789012345678901234567890.5",
                "-0.0"
            })
    void numbersKeepEveryDigit(String number) {
        String written = new String(Json.bytes(Json.parse("[" + number + "]")), UTF_8);

        String digits = written.substring(1, written.length() - 1);
        assertThat(new BigDecimal(digits)).isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":{\"z\":[],\"y\":null}}", "[1.0,1.50]", "\"é😀\\\"\\\\\\n\"", "true"})
    void textIsKept(String json) {
        assertThat(Json.text(Json.parse(json))).isEqualTo(json);
        assertThat(new String(Json.bytes(Json.parse(json.getBytes(UTF_8))), UTF_8))
                .isEqualTo(json);
    }

    @Test
    void loneSurrogateStaysAnEscape() {
        byte[] written = Json.bytes(Json.parse("[\"a\\ud800b\",\"\\udc00\",\"x\\ud83d\"]"));

        assertThat(Json.text(Json.parse(written)))
                .isEqualTo(Json.text(Json.parse("[\"a\\ud800b\",\"\\udc00\",\"x\\ud83d\"]")));
    }

    @Test
    void buffersOfBothKindsAreParsedAndNotMoved() {
        byte[] json = "xx{\"a\":1}yy".getBytes(UTF_8);
        ByteBuffer heap = ByteBuffer.wrap(json, 2, 7).slice();
        ByteBuffer direct = ByteBuffer.allocateDirect(7).put(json, 2, 7).flip();

        assertThat(Json.parse(heap))
                .isEqualTo(Json.parse(direct))
                .isEqualTo(Json.object().put("a", 1));
        assertThat(heap.remaining()).isEqualTo(direct.remaining()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1} x", "{} {}", "NaN", "{\"secret\":tru}", "{'a':1}"})
    void whatIsNoJsonIsRefusedWithoutBeingQuoted(String text) {
        assertThatThrownBy(() -> Json.parse(text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(GatewayException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refusal).hasMessageStartingWith("not valid JSON").hasMessageNotContaining("secret");
                });
    }

    @Test
    void brokenUtf8IsRefused() {
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xc3, '(', '"'}))
                .isInstanceOf(GatewayException.class);
    }
}
