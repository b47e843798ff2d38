package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentDecoderTest {
    private static final String TEXT = "data: {\"a\":1}\n\n".repeat(500);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void gzipDecodesWhateverTheSlices(int slice) throws Exception {
        assertThat(decode("gzip", gzip(TEXT), slice, 64)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deflateDecodesWithAndWithoutTheZlibWrapper(boolean bare) throws Exception {
        assertThat(decode("deflate", deflate(TEXT, bare), 3, 1_000)).isEqualTo(TEXT);
    }

    @Test
    void membersFollowEachOther() throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip("one "));
        both.write(gzip("two"));

        assertThat(decode("x-gzip", both.toByteArray(), 5, 100)).isEqualTo("one two");
    }

    @Test
    void optionalHeaderFieldsAreReadOver() throws Exception {
        byte[] plain = gzip("x");
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.write(plain, 0, 3);
        full.write(4 | 8 | 16 | 2);
        full.write(plain, 4, 6);
        full.write(new byte[] {3, 0, 'a', 'b', 'c'});
        full.write("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
        full.write(new byte[] {1, 2});
        full.write(plain, 10, plain.length - 10);

        assertThat(decode("gzip", full.toByteArray(), 1, 10)).isEqualTo("x");
    }

    @Test
    void cutBodyIsRefused() throws Exception {
        byte[] whole = gzip(TEXT);

        for (int length : new int[] {1, 12, whole.length / 2, whole.length - 8, whole.length - 1}) {
            assertThatThrownBy(() -> decode("gzip", Arrays.copyOf(whole, length), 16, 100))
                    .isInstanceOf(InvalidAnswerException.class);
        }
    }

    @Test
    void brokenBodyIsRefused() throws Exception {
        byte[] checksum = gzip(TEXT);
        checksum[checksum.length - 6] ^= 1;
        byte[] magic = gzip(TEXT);
        magic[0] = 0;

        assertThatThrownBy(() -> decode("gzip", checksum, 16, 100)).isInstanceOf(InvalidAnswerException.class);
        assertThatThrownBy(() -> decode("gzip", magic, 16, 100)).isInstanceOf(InvalidAnswerException.class);
        assertThatThrownBy(() -> decode("deflate", "\u0007garbage".getBytes(StandardCharsets.US_ASCII), 16, 100))
                .isInstanceOf(InvalidAnswerException.class);
        assertThatThrownBy(() -> ContentDecoder.of("br")).isInstanceOf(InvalidAnswerException.class);
    }

    @Test
    void identityNeedsNoDecoder() throws Exception {
        assertThat(ContentDecoder.of("")).isNull();
        assertThat(ContentDecoder.of("Identity")).isNull();
    }

    private static String decode(String encoding, byte[] body, int slice, int room) throws InvalidAnswerException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of(encoding))) {
            ByteBuffer out = ByteBuffer.allocate(room);
            for (int at = 0; at < body.length; at += slice) {
                decoder.feed(ByteBuffer.wrap(body, at, Math.min(slice, body.length - at)));
                while (!decoder.hungry()) {
                    decoder.produce(out.clear());
                    text.write(out.array(), 0, out.position());
                }
            }
            decoder.end();
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] deflate(String text, boolean bare) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] room = new byte[text.length() + 100];
        int length = deflater.deflate(room);
        deflater.end();
        return Arrays.copyOf(room, length);
    }
}
