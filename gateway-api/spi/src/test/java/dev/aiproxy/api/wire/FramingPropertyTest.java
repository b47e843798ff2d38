package dev.aiproxy.api.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every framing and every body, sensible or not. */
final class FramingPropertyTest {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void sseFramesDoNotDependOnTheSlices(
            @ForAll("streams") String body, @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int max) {
        slicesMakeNoDifference(Framing.sse(), body.getBytes(UTF_8), seed, max);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void ndjsonFramesDoNotDependOnTheSlices(
            @ForAll("json") String body, @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int max) {
        slicesMakeNoDifference(Framing.ndjson(), body.getBytes(UTF_8), seed, max);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void jsonArrayFramesDoNotDependOnTheSlices(
            @ForAll("json") String body, @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int max) {
        slicesMakeNoDifference(Framing.jsonArray(), body.getBytes(UTF_8), seed, max);
    }

    @Property(tries = 300)
    void garbageNeverThrows(@ForAll byte[] body, @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int max) {
        slicesMakeNoDifference(Framing.sse(), body, seed, max);
        slicesMakeNoDifference(Framing.ndjson(), body, seed, max);
        slicesMakeNoDifference(Framing.jsonArray(), body, seed, max);
    }

    @Provide
    Arbitrary<String> streams() {
        return of(
                "data: ",
                "data:",
                "data",
                "event: ",
                "event",
                "a",
                "é😀",
                ":",
                " ",
                "\n",
                "\r",
                "\r\n",
                "\n\n",
                "\r\n\r\n",
                "{",
                "}",
                "{\"a\": 1}",
                "\"",
                "\\",
                "\uFEFF",
                "id: 7\n");
    }

    @Provide
    Arbitrary<String> json() {
        return of("[", "]", "{", "}", ",", "\"", "\\", "{\"a\": [1]}", "12", "true", "é😀", " ", "\n", "\r\n");
    }

    private static Arbitrary<String> of(String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(40).map(chosen -> String.join("", chosen));
    }

    private static void slicesMakeNoDifference(Framing framing, byte[] body, long seed, int max) {
        List<Cut> whole = Cut.sliced(framing, body, max, () -> Integer.MAX_VALUE);

        assertThat(Cut.raw(whole)).isEqualTo(new String(body, ISO_8859_1));
        assertThat(Cut.sliced(framing, body, max, () -> 1)).isEqualTo(whole);
        assertThat(Cut.sliced(framing, body, max, Cut.random(seed, 9))).isEqualTo(whole);
    }
}
