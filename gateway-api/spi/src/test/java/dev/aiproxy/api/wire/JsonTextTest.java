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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 5000, 9993})
    void longTextIsSearchedToItsLastByte(int at) {
        String around = "\"usagusage\"usage".repeat(700).substring(0, 10_000);
        String without = around.replace("\"usage\"", "'usage' ");
        StringBuilder with = new StringBuilder(without);
        with.replace(at, at + 7, "\"usage\"");

        assertThat(JsonText.contains(heap(without), USAGE)).isFalse();
        assertThat(JsonText.contains(heap(with.toString()), USAGE)).isTrue();
        assertThat(JsonText.contains(heap(with.substring(0, at + 6)), USAGE)).isFalse();
    }

    @Test
    void longTextIsSearchedForOneByteAndForAnyBytes() {
        assertThat(JsonText.contains(heap("x".repeat(9000) + "y"), JsonText.needle("y")))
                .isTrue();
        assertThat(JsonText.contains(heap("\u00ff".repeat(5000)), JsonText.needle("y")))
                .isFalse();
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
        byte[] bytes = ("xx" + text).getBytes(UTF_8);
        return ByteBuffer.wrap(bytes, 2, bytes.length - 2).slice();
    }

    private static ByteBuffer direct(String text) {
        return ByteBuffer.allocateDirect(text.length())
                .put(text.getBytes(UTF_8))
                .flip();
    }
}
