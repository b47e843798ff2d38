package dev.aiproxy.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An upstream's error event reaches the client without the secrets that it repeats, and otherwise as it came. */
final class FrameRedactionTest {
    private static final Redaction REDACTION =
            Redaction.of(Stream.of("canary/\"key\"", "canary-key-7", "1234567890", "grüße-canary")
                    .map(Secret::of));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"error\": {\"message\":\"no canary-key-7!\", \"n\":1e3}}|{\"error\": {\"message\":\"no ***!\", \"n\":1e3}}",
                "{\"m\":\"no canary\\/\\\"key\\\"\\n\"}|{\"m\":\"no ***\\n\"}",
                "{\"m\":\"c\\u0061nary-key-7\"}|{\"m\":\"***\"}",
                "{\"m\":\"gr\\u00fcße-canary\",\"é\":\"é\"}|{\"m\":\"***\",\"é\":\"é\"}",
                "{\"canary-key-7\":1}|{\"***\":1}",
                "{\"code\":1234567890,\"of\":[-12345678901]}|{\"code\":\"***\",\"of\":[\"-***1\"]}"
            })
    void secretInAnErrorEventIsTakenOutAndTheJsonStaysJson(String data, String told) {
        Frame frame = REDACTION.apply(sse(data));

        assertThat(UTF_8.decode(frame.raw()).toString()).isEqualTo("event: error\ndata: " + told + "\n\n");
        assertThat(frame.text()).isEqualTo(told);
        assertThat(Json.parse(told).isObject()).isTrue();
    }

    @Test
    void whatIsNoJsonLosesItsSecretsToo() {
        Frame frame = REDACTION.apply(sse("broken \"canary-key-7 1234567890 canary/\"key\""));

        assertThat(frame.text()).isEqualTo("broken \"*** *** ***");
    }

    @Test
    void commentAndNameBesideTheJsonLoseTheirSecretsToo() {
        Frame frame = REDACTION.apply(Frame.of(
                "canary-key-7", bytes("{}"), bytes(": it's \"canary-key-7\nevent: canary-key-7\ndata: {}\n\n")));

        assertThat(UTF_8.decode(frame.raw()).toString()).isEqualTo(": it's \"***\nevent: ***\ndata: {}\n\n");
        assertThat(frame.event()).isEqualTo("***");
    }

    /** Bytes that are no text included. */
    @Test
    void eventWithoutASecretKeepsItsVeryBytes() {
        byte[] raw = {'d', 'a', 't', 'a', ':', '{', '"', '\\', '/', (byte) 0xff, '"', '}', '\n', '\n'};
        Frame frame = Frame.of(null, ByteBuffer.wrap(raw, 5, 7).slice(), ByteBuffer.wrap(raw));

        Frame told = REDACTION.apply(frame);

        assertThat(told.raw()).isSameAs(frame.raw());
        assertThat(told.data()).isSameAs(frame.data());
    }

    private static Frame sse(String data) {
        return Frame.of("error", bytes(data), bytes("event: error\ndata: " + data + "\n\n"));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
