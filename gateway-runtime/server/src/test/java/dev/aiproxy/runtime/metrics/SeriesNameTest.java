package dev.aiproxy.runtime.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Different values never become one series, in whichever form the series are shown. */
final class SeriesNameTest {
    private static final List<String> VALUES = List.of(
            "x y", "x_y", "x,y", "x=y", "x]y", "x[y", "x\\y", "x\\\\y", "x\"y", "x\ny", "x\\ny", "x\ry", "x\ty", "grün",
            "🦜");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            x y,     x y
            `a,b`,   `a\\,b`
            a=b,     a\\=b
            a[b],    a\\[b\\]
            a\\b,     a\\\\b
            a"b,     a"b
            """)
    void valueIsEscapedWhereItCouldBeTakenForMore(String value, String shown) {
        assertThat(named(value)).hasToString("aiproxy.requests[l=" + shown + "]");
    }

    @Test
    void aValueThatLooksLikeTwoLabelsIsOne() {
        SeriesName one = named("a,m=b");
        SeriesName two = named("a").with("m", "b");

        assertThat(one).hasToString("aiproxy.requests[l=a\\,m\\=b]");
        assertThat(two).hasToString("aiproxy.requests[l=a,m=b]");
    }

    @Test
    void valuesThatDifferStayApartAndStandAsTheyAreForPrometheus() {
        SeriesRegistry registry = new SeriesRegistry();
        VALUES.forEach(value -> registry.counting(named(value)).accept(1));

        String text = new String(new Exposition(registry, new LiveValues()).text(), UTF_8);

        Set<String> lines = new LinkedHashSet<>(List.of(text.split("\n")));
        VALUES.forEach(value -> assertThat(lines)
                .contains("aiproxy_requests_total{l=\""
                        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"} 1.0"));
    }

    @Test
    void longValuesThatBeginAlikeStayApart() {
        String begin = "m".repeat(100);

        assertThat(named(begin).labels().get("l")).isEqualTo(begin);
        assertThat(named(begin + "a").labels().get("l")).hasSize(100).startsWith("m".repeat(91) + "~");
        assertThat(named(begin + "a")).isNotEqualTo(named(begin + "b"));
    }

    /** A client may name a model by half a character, which no text format can hold; so does one that is cut. */
    @Test
    void halfACharacterIsReplaced() {
        assertThat(named("a\ud83e🦜").labels().get("l")).isEqualTo("a\uFFFD🦜");
        assertThat(named("m".repeat(90) + "🦜".repeat(20)).labels().get("l")).contains("m\uFFFD~");
    }

    private static SeriesName named(String value) {
        return SeriesName.of(Metric.REQUESTS).with("l", value);
    }
}
