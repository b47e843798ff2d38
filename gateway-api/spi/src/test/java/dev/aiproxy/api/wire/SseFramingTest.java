package dev.aiproxy.api.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-sent events, WHATWG HTML §9.2.6. In the table, {@code n} and {@code r} behind a backslash are LF and CR. */
final class SseFramingTest {
    private static final Framing SSE = Framing.sse();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "one event                        | data: a\\n\\n                          | -:a",
                "two events                       | data: a\\n\\ndata: b\\n\\n             | -:a -:b",
                "CR LF                            | data: a\\r\\n\\r\\ndata: b\\r\\n\\r\\n | -:a -:b",
                "CR alone                         | data: a\\r\\rdata: b\\r\\r             | -:a -:b",
                "mixed line ends                  | data: a\\r\\n\\ndata: b\\n\\r\\n       | -:a -:b",
                "blank line in CR, then LF data   | data: a\\n\\rdata: b\\n\\n             | -:a -:b",
                "no space behind the colon        | data:a\\n\\n                           | -:a",
                "only one space is taken          | data:  a\\n\\n                         | -:_a",
                "several data lines are joined    | data: a\\ndata: b\\ndata:c\\n\\n       | -:a/b/c",
                "an empty data line counts        | data\\ndata\\n\\n                      | -:/",
                "the event's name                 | event: e\\ndata: a\\n\\n               | e:a",
                "the event's name behind the data | data: a\\nevent:e\\n\\n                | e:a",
                "the last name wins               | event: e\\nevent: f\\ndata: a\\n\\n    | f:a",
                "an empty name is none            | event:\\ndata: a\\n\\n                 | -:a",
                "a name does not reach the next   | event: e\\ndata: a\\n\\ndata: b\\n\\n  | e:a -:b",
                "id, retry and unknown fields     | id: 1\\nretry: 5\\nx: y\\ndata: a\\n\\n | -:a",
                "names are whole                  | data2: x\\ndat: y\\ndata: a\\n\\n      | -:a",
                "names begin the line             | data: a\\n data: b\\n\\n               | -:a",
                "a comment inside                 | : hello\\ndata: a\\n\\n                | -:a",
                "a comment alone                  | : hello\\n\\ndata: a\\n\\n             | -: -:a",
                "more blank lines                 | data: a\\n\\n\\n\\ndata: b\\n\\n       | -:a -:b",
                "the last lacks its blank line    | data: a\\n\\ndata: b\\n                | -:a -:b",
                "the last lacks its line end      | data: a\\n\\ndata: b                   | -:a -:b",
                "blank lines at the end           | data: a\\n\\n\\n                       | -:a -:",
                "a byte order mark                | \uFEFFdata: a\\n\\n                    | -:a",
                "white space before the body      | ' data: a\\n\\ndata: b\\n\\n'          | -:a -:b",
                "line feeds before the body       | '\\n\\ndata: a\\n\\n'                  | -:a",
                "not JSON                         | data: [DONE]\\n\\n                     | -:[DONE]",
            })
    void readsEvents(String name, String body, String expected) {
        String text = body.replace("\\n", "\n").replace("\\r", "\r");

        List<Cut> cuts = Cut.whole(SSE, text);

        assertThat(cuts).as(name).extracting(SseFramingTest::shown).containsExactly(expected.split(" ", -1));
        assertThat(Cut.raw(cuts)).isEqualTo(latin1(text));
    }

    private static String shown(Cut cut) {
        String data = cut.data().replace('\n', '/').replace(' ', '_');
        return (cut.event() == null ? "-" : cut.event()) + ":" + data;
    }

    @Test
    void bareErrorObjectIsAFrame() {
        // S-ERR-3: an upstream that fails in the middle of a stream writes its error without a field name
        String error = "{\n  \"error\": {\n    \"code\": 499,\n    \"message\": \"it {was} \\\" cancelled\"\n  }\n}";

        List<Cut> cuts = Cut.whole(SSE, "data: {\"a\":1}\r\n\r\n" + error + "\n");

        assertThat(cuts)
                .containsExactly(
                        Cut.of(null, "{\"a\":1}", "data: {\"a\":1}\r\n\r\n"), Cut.of(null, error, error + "\n"));
    }

    @Test
    void bareErrorObjectDoesNotSwallowTheEventBehindIt() {
        List<Cut> cuts = Cut.whole(SSE, "{\"error\":{}}\ndata: [DONE]\n\ndata: b\n\n");

        assertThat(cuts)
                .containsExactly(
                        Cut.of(null, "{\"error\":{}}", "{\"error\":{}}\n"),
                        Cut.of(null, "[DONE]", "data: [DONE]\n\n"),
                        Cut.of(null, "b", "data: b\n\n"));
    }

    @Test
    void bareObjectThatNeverClosesEndsWithItsBlock() {
        List<Cut> cuts = Cut.whole(SSE, "{\"error\":\n\ndata: b\n\n");

        assertThat(cuts)
                .containsExactly(Cut.of(null, "{\"error\":\n\n", "{\"error\":\n\n"), Cut.of(null, "b", "data: b\n\n"));
    }

    @Test
    void characterSplitBetweenSlicesArrivesWhole() {
        byte[] body = "event: ü\ndata: 😀é\n\n".getBytes(UTF_8);

        List<Cut> cuts = Cut.sliced(SSE, body, 100, () -> 1);

        assertThat(cuts).singleElement().extracting(Cut::event, Cut::data).containsExactly("ü", "😀é");
    }

    @Test
    void eventIsHandedOverWithTheLineFeedThatCompletesIt() {
        FrameDecoder decoder = SSE.decoder(100);
        List<String> seen = new ArrayList<>();

        decoder.feed(ByteBuffer.wrap("data: a\n\n".getBytes(UTF_8)), frame -> seen.add(frame.text()));
        assertThat(seen).containsExactly("a");

        decoder.feed(ByteBuffer.wrap("data: b\r\r".getBytes(UTF_8)), frame -> seen.add(frame.text()));
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void eventInsideTheFedBytesIsNotCopied() {
        byte[] body = "event: e\ndata: {\"a\":1}\n\n".getBytes(UTF_8);
        List<Frame> frames = new ArrayList<>();

        SSE.decoder(100).feed(ByteBuffer.wrap(body), frames::add);

        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(frame.data().array()).isSameAs(body);
            assertThat(frame.raw().array()).isSameAs(body);
            assertThat(frame.data().position()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 16384, 3_000_000})
    void eventOfSeveralMegabytesIsWhole(int slice) {
        String data = "x".repeat(3_000_000);
        byte[] body = ("data: a\n\ndata: " + data + "\n\ndata: b\n\n").getBytes(UTF_8);

        List<Cut> cuts = Cut.sliced(SSE, body, 4_000_000, () -> slice);

        assertThat(cuts).extracting(Cut::data).containsExactly("a", data, "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 19, 20, 21, 1000})
    void eventBeyondTheLimitComesInFragments(int slice) {
        String tooLong = "data: " + "x".repeat(13) + "\n\n";
        String justFits = "data: " + "x".repeat(12) + "\n\n";
        byte[] body = (justFits + tooLong + "data: b\n\n").getBytes(UTF_8);

        List<Cut> cuts = Cut.sliced(SSE, body, 20, () -> slice);

        assertThat(cuts)
                .containsExactly(
                        Cut.of(null, "x".repeat(12), justFits),
                        new Cut(null, "", tooLong, true),
                        Cut.of(null, "b", "data: b\n\n"));
    }

    @Test
    void noMoreThanTheLimitIsHeld() {
        FrameDecoder decoder = SSE.decoder(64);
        int[] longest = {0};
        ByteBuffer slice = ByteBuffer.wrap("y".repeat(48).getBytes(UTF_8));

        for (int i = 0; i < 1000; i++) {
            decoder.feed(
                    slice.duplicate(),
                    frame -> longest[0] = Math.max(longest[0], frame.raw().remaining()));
        }

        assertThat(longest[0]).isEqualTo(48);
    }

    @Test
    void encodesNamedAndUnnamedEvents() {
        FrameEncoder encoder = SSE.encoder();

        assertThat(new String(encoder.before(null), UTF_8)).isEqualTo("data: ");
        assertThat(new String(encoder.before("ping"), UTF_8)).isEqualTo("event: ping\ndata: ");
        assertThat(new String(encoder.after(), UTF_8)).isEqualTo("\n\n");
        assertThat(new String(encoder.keepAlive(), UTF_8)).isEqualTo(": keep-alive\n\n");
        assertThat(encoder.close()).isEmpty();
        assertThatThrownBy(() -> encoder.before("a\ndata: b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String latin1(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
