package dev.aiproxy.testkit.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** A stream says the same however the network cuts it and whatever ends its lines. */
public final class SlicedStream {
    private static final int[] SLICES = {1, 7, 64};

    private SlicedStream() {}

    /**
     * Checks that the stream, in slices of 1, 7 and 64 bytes, with LF and with CRLF, gives the events that it gives in one piece.
     *
     * @param exchange makes a new exchange for each reading
     * @param body an upstream's stream whose lines end in LF
     */
    public static void assertSame(Supplier<? extends CodecExchange> exchange, String body) {
        List<ChatEvent> whole = exchange.get().readStream(body);
        for (String text : List.of(body, body.replace("\n", "\r\n"))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int slice : SLICES) {
                assertThat(exchange.get().readStream(bytes, slice))
                        .as("in slices of %d", slice)
                        .isEqualTo(whole);
            }
        }
    }
}
