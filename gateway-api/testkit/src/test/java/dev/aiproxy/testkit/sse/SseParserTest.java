package dev.aiproxy.testkit.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseParserTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndSeparates(String end) {
        SseText text =
                SseParser.parse("event: a" + end + "data: 1" + end + end + "data:2" + end + "data: 3" + end + end);

        assertThat(text.events()).containsExactly(new SseEvent("a", "1"), SseEvent.of("2\n3"));
        assertThat(text.problems()).isEmpty();
    }

    @Test
    void commentsAreKeptApart() {
        SseText text = SseParser.parse(": ping\n\ndata: 1\n: inside\n\n");

        assertThat(text.events()).containsExactly(SseEvent.of("1"));
        assertThat(text.comments()).containsExactly(" ping", " inside");
    }

    @Test
    void onlyOneSpaceIsTakenOff() {
        assertThat(SseParser.parse("data:  x \n\n").data()).containsExactly(" x ");
    }

    @Test
    void anUnfinishedEventIsKeptAndNoted() {
        SseText text = SseParser.parse("data: 1\n\ndata: 2");

        assertThat(text.data()).containsExactly("1", "2");
        assertThat(text.problems()).hasSize(2);
    }

    @Test
    void linesThatAreNoFieldAreNoted() {
        SseText text = SseParser.parse("{\"error\":1}\n\nevent: lonely\n\n");

        assertThat(text.events()).isEmpty();
        assertThat(text.problems()).hasSize(2);
    }

    @Test
    void bytesThatAreNotUtf8AreNoted() {
        assertThat(SseParser.parse(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xff, '\n', '\n'})
                        .problems())
                .singleElement()
                .asString()
                .startsWith("not UTF-8");
    }

    @Test
    void cutsAnywhereChangeNothing() {
        byte[] stream = "event: é\r\ndata: 😀\r\n\r\ndata: x\n\n".getBytes(StandardCharsets.UTF_8);
        List<SseEvent> whole = SseParser.parse(stream).events();

        for (int cut = 0; cut <= stream.length; cut++) {
            SseParser parser = new SseParser();
            List<SseEvent> fed = new ArrayList<>(parser.feed(Arrays.copyOf(stream, cut)));
            fed.addAll(parser.feed(Arrays.copyOfRange(stream, cut, stream.length)));
            assertThat(fed).isEqualTo(whole);
        }
    }

    @Test
    void renderedEventsParseToThemselves() {
        SseEvent event = new SseEvent("message_stop", "{\n}");

        assertThat(SseParser.parse(event.render()).events()).containsExactly(event);
    }
}
