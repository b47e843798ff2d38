package dev.aiproxy.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
    private final ResponseReader reader = new ResponseReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: y\r\n\r\n"
            })
    void answerEndsWithItsLastByteWhereverItIsCut(String answer) throws IOException {
        for (int cut = 1; cut < answer.length(); cut++) {
            reader.reset();

            assertThat(reader.read(bytes(answer.substring(0, cut)))).isFalse();
            assertThat(reader.read(bytes(answer.substring(cut)))).isTrue();
            assertThat(reader.status()).isEqualTo(200);
        }
    }

    @Test
    void bodyBeginsWithItsFirstByte() throws IOException {
        reader.read(bytes("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"));
        assertThat(reader.bodyBegan()).isFalse();

        reader.read(bytes("h"));
        assertThat(reader.bodyBegan()).isTrue();
        assertThat(reader.status()).isEqualTo(503);
    }

    @Test
    void bytesBehindTheAnswerAreLeft() throws IOException {
        ByteBuffer two = bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP");

        assertThat(reader.read(two)).isTrue();
        assertThat(two.remaining()).isEqualTo(4);
    }

    @Test
    void answerWithoutALengthIsRefused() {
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without a length");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
