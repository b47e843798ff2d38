package dev.aiproxy.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonFramingsTest {
    @Test
    void ndjsonLineIsAFrame() {
        List<Cut> cuts = Cut.whole(Framing.ndjson(), "{\"a\":1}\n\r\n {\"b\":2} \r\n{\"c\":3}");

        assertThat(cuts)
                .containsExactly(
                        Cut.of(null, "{\"a\":1}", "{\"a\":1}\n"),
                        Cut.of(null, "", "\r\n"),
                        Cut.of(null, "{\"b\":2}", " {\"b\":2} \r\n"),
                        Cut.of(null, "{\"c\":3}", "{\"c\":3}"));
    }

    @Test
    void arrayElementIsAFrame() {
        List<Cut> cuts =
                Cut.whole(Framing.jsonArray(), "[{\"a\":\"]}\\\"\"}\n,\r\n{\"b\":[{}]},[1,[2]],\"x,]\", 12 ,null]\n");

        assertThat(cuts)
                .extracting(Cut::data)
                .containsExactly("{\"a\":\"]}\\\"\"}", "{\"b\":[{}]}", "[1,[2]]", "\"x,]\"", "12", "null", "");
    }

    @Test
    void arrayElementIsHandedOverWithItsLastByte() {
        FrameDecoder decoder = Framing.jsonArray().decoder(100);
        StringBuilder seen = new StringBuilder();

        decoder.feed(java.nio.ByteBuffer.wrap("[{\"a\":1}".getBytes(UTF_8)), frame -> seen.append(frame.text()));

        assertThat(seen).hasToString("{\"a\":1}");
    }

    @Test
    void emptyArrayHasNoElement() {
        assertThat(Cut.whole(Framing.jsonArray(), "[ ]")).containsExactly(Cut.of(null, "", "[ ]"));
    }

    @Test
    void bareObjectInPlaceOfTheArrayIsAnElement() {
        assertThat(Cut.whole(Framing.jsonArray(), "{\"error\":{}}\n"))
                .containsExactly(Cut.of(null, "{\"error\":{}}", "{\"error\":{}}"), Cut.of(null, "", "\n"));
    }

    @Test
    void truncatedElementIsHandedOverAtTheEnd() {
        assertThat(Cut.whole(Framing.jsonArray(), "[{\"a\":1},{\"b\":"))
                .extracting(Cut::data)
                .containsExactly("{\"a\":1}", "{\"b\":");
    }

    @Test
    void elementBeyondTheLimitComesInFragments() {
        byte[] body = "[{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaa\"},{\"b\":1}]".getBytes(UTF_8);

        List<Cut> cuts = Cut.sliced(Framing.jsonArray(), body, 16, () -> 5);

        assertThat(cuts).extracting(Cut::fragment).containsExactly(true, false, false);
        assertThat(cuts).extracting(Cut::data).containsExactly("", "{\"b\":1}", "");
    }

    @Test
    void encodersWriteWhatDecodersRead() {
        assertThat(written(Framing.ndjson(), "1", "2")).isEqualTo("1\n\n2\n\n");
        assertThat(written(Framing.jsonArray(), "1", "2")).isEqualTo("[1\n,\n2\n]\n");
        assertThat(written(Framing.jsonArray())).isEqualTo("[]\n");
    }

    private static String written(Framing framing, String... payloads) {
        FrameEncoder encoder = framing.encoder();
        StringBuilder body = new StringBuilder();
        for (String payload : payloads) {
            body.append(text(encoder.before(null))).append(payload).append(text(encoder.after()));
            body.append(text(encoder.keepAlive()));
        }
        return body.append(text(encoder.close())).toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
