package dev.aiproxy.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {
    private static final byte[] USAGE = JsonText.needle("\"usage\"");

    @Test
    void needleIsFoundInBuffersOfBothKinds() {
        for (String text : new String[] {"{\"usage\":1}", "\"usage\"", "\"\"usage\""}) {
            assertThat(JsonText.contains(heap(text), USAGE)).isTrue();
            assertThat(JsonText.contains(direct(text), USAGE)).isTrue();
        }
    }

    @Test
    void needleOutsideTheBufferIsNotFound() {
        for (String text : new String[] {"", "\"usag", "\"usages\"", "usage"}) {
            assertThat(JsonText.contains(heap(text), USAGE)).isFalse();
            assertThat(JsonText.contains(direct(text), USAGE)).isFalse();
        }
        byte[] around = "\"usage\"\"usage\"".getBytes(UTF_8);
        assertThat(JsonText.contains(ByteBuffer.wrap(around, 1, 12), USAGE)).isFalse();
    }

    @Test
    void valueIsFoundByItsPath() {
        String json =
                "{\"usage\":{\"n\":1},\"a\":[{\"usage\":2}],\"response\":{\"x\":{},\"usage\":{\"n\":3.0}},\"z\":null}";

        assertThat(JsonText.find(heap(json), "usage")).hasValue(Json.object().put("n", 1));
        assertThat(JsonText.find(direct(json), "response", "usage").map(Json::text))
                .hasValue("{\"n\":3.0}");
        assertThat(JsonText.find(heap(json), "z"))
                .hasValueSatisfying(node -> assertThat(node.isNull()).isTrue());
        assertThat(JsonText.find(heap(json), "response", "other")).isEmpty();
        assertThat(JsonText.find(heap(json), "a", "usage")).isEmpty();
    }

    @Test
    void bufferIsNotMoved() {
        ByteBuffer json = heap("{\"a\":1}");

        JsonText.find(json, "a");
        JsonText.contains(json, USAGE);

        assertThat(json.remaining()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[DONE]", "[1]", "12", "{", "{\"b\":", "{\"a\":{", "{\"a\"", "{\"b\" 1, \"a\":2}"})
    void textThatIsNoObjectHasNoMembers(String text) {
        assertThat(JsonText.find(heap(text), "a")).isEmpty();
    }

    @Test
    void emptyPathFindsTheWholeText() {
        assertThat(JsonText.find(heap("[1]")))
                .hasValueSatisfying(list -> assertThat(list.isArray()).isTrue());
        assertThat(JsonText.find(heap(""))).isEmpty();
        assertThat(JsonText.find(heap("{"))).isEmpty();
    }

    @Test
    void numberThatNoDecimalCanHoldIsNotFound() {
        assertThat(JsonText.find(heap("{\"a\":1E99999999999}"), "a")).isEmpty();
    }

    private static ByteBuffer heap(String text) {
        return ByteBuffer.wrap(("xx" + text).getBytes(UTF_8), 2, text.length()).slice();
    }

    private static ByteBuffer direct(String text) {
        return ByteBuffer.allocateDirect(text.length())
                .put(text.getBytes(UTF_8))
                .flip();
    }
}
