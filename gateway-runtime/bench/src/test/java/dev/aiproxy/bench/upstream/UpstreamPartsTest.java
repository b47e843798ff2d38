package dev.aiproxy.bench.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class UpstreamPartsTest {
    @Test
    void pathSaysHowManyEventsAndHowFarApart() {
        assertThat(Target.of("/100x2500/v1/chat/completions")).isEqualTo(new Target(false, 100, 2_500));
        assertThat(Target.of("/100x2500/v1/messages")).isEqualTo(new Target(true, 100, 2_500));
        assertThat(Target.of("/sink/v1/chat/completions").isStream()).isFalse();
    }

    @Test
    void streamsHaveAsManyEventsAsAskedFor() {
        assertThat(StreamScript.chat(100).events()).isEqualTo(100);
        assertThat(StreamScript.claude(100).events()).isEqualTo(100);
    }

    @Test
    void firstWriteHasTheHeadAndTheLastOneTheEnd() {
        StreamScript script = StreamScript.claude(10);

        assertThat(text(script.write(0))).startsWith("HTTP/1.1 200 OK\r\n").contains("event: message_start\n");
        assertThat(text(script.write(9))).contains("event: message_stop\n").endsWith("\r\n0\r\n\r\n");
    }

    @Test
    void requestIsCompleteWithItsLastByteWhereverItIsCut() throws IOException {
        String text = "POST /6x1/v1/messages HTTP/1.1\r\nContent-Length: 19\r\n\r\ncancel-number-00042";
        for (int cut = 1; cut < text.length(); cut++) {
            RequestReader reader = new RequestReader();

            assertThat(reader.read(bytes(text.substring(0, cut)))).isFalse();
            assertThat(reader.read(bytes(text.substring(cut)))).isTrue();
            assertThat(reader.path()).isEqualTo("/6x1/v1/messages");
            assertThat(reader.number()).isEqualTo(42);
        }
    }

    @Test
    void onlyTheBeginningOfALargeBodyIsKept() throws IOException {
        RequestReader reader = new RequestReader();
        reader.read(bytes("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n"));

        assertThat(reader.read(ByteBuffer.allocate(999_999))).isFalse();
        assertThat(reader.read(ByteBuffer.allocate(1))).isTrue();
        assertThat(reader.number()).isEqualTo(-1);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
