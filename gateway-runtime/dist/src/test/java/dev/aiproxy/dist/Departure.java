package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A client that leaves before it has its answer: when it may do so, and how soon its upstream has to notice. */
final class Departure {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How a stream begins that a client leaves. */
    static final String BEGUN = ChatText.role("c-1") + ChatText.words("c-1", "Hello");

    private static final Duration LIMIT = Duration.ofMillis(100);
    /** A busy machine may delay one attempt; the gateway is not what delays all of them. */
    private static final int TRIES = 3;

    private Departure() {}

    /** When a client leaves: the upstream has sent so much of its answer, and no more follows. */
    enum Moment {
        PLAIN_BEFORE_THE_HEAD(ChatText.request("m"), plain(2000), -1, 0),
        PLAIN_BEFORE_THE_CLIENT_SAW_ANYTHING(ChatText.request("m"), plain(2000), 1000, 0),
        PLAIN_IN_THE_MIDDLE(ChatText.request("m"), plain(500_000), 400_000, 300_000),
        STREAM_BEFORE_THE_HEAD(ChatText.streamRequest("m"), Reply.sseText(BEGUN), -1, 0),
        STREAM_BEFORE_CONTENT(
                ChatText.streamRequest("m"),
                Reply.sseText(BEGUN),
                ChatText.role("c-1").length(),
                0),
        STREAM_BETWEEN_EVENTS(
                ChatText.streamRequest("m"), Reply.sseText(BEGUN + BEGUN), BEGUN.length(), BEGUN.length()),
        STREAM_INSIDE_AN_EVENT(
                ChatText.streamRequest("m"), Reply.sseText(BEGUN + BEGUN), BEGUN.length() + 20, BEGUN.length());

        private final String request;
        private final Reply reply;
        private final int sent;
        private final int seen;

        Moment(String request, Reply reply, int sent, int seen) {
            this.request = request;
            this.reply = reply;
            this.sent = sent;
            this.seen = seen;
        }

        private static Reply plain(int length) {
            return Reply.json(ChatText.answer("c-1", "x".repeat(length)));
        }

        String request() {
            return request;
        }

        /** Bytes of the body that a client can have seen. */
        int seen() {
            return seen;
        }

        Reply heldAt(Gate gate) {
            return sent < 0 ? reply.gateBeforeHead(gate) : reply.gateAt(sent, gate);
        }
    }

    /** Every moment with every way to leave. */
    static Stream<Arguments> each(Enum<?>[] leavings) {
        return Arrays.stream(Moment.values())
                .flatMap(moment -> Arrays.stream(leavings).map(leaving -> Arguments.of(moment, leaving)));
    }

    /** @param departure lets a client leave and says how long its upstream took to notice */
    static void assertNoticedAtOnce(Callable<Duration> departure) throws Exception {
        Duration fastest = PATIENCE;
        for (int i = 0; i < TRIES && fastest.compareTo(LIMIT) >= 0; i++) {
            Duration took = departure.call();
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }

        assertThat(fastest).isLessThan(LIMIT);
    }

    static void assertRecorded(ExchangeRecord record) {
        assertThat(record.status()).isEqualTo(499);
        assertThat(record.error()).isEqualTo(ErrorCode.CLIENT_CLOSED);
    }
}
