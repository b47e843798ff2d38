package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link BackPressureIT} over HTTP/2, where a client slows down each stream by itself. */
final class Http2BackPressureIT {
    private static final TlsIdentity IDENTITY = TlsIdentity.forHosts("127.0.0.1");

    /** More than the buffers between an upstream and the gateway grow to by common defaults. */
    private static final long MOST_ON_THE_WAY = 8L << 20;

    private static final int ROOM = 64 * 1024;

    private FakeUpstream upstream;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start().sendBuffer(Pressure.SMALL_BUFFER);
        lab = Lab.tls(IDENTITY, "request-timeout: 2s\n", upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endlessAnswerPausesWhileTheClientDoes(boolean streamed) throws Exception {
        upstream.enqueue(Pressure.endless(streamed));
        try (Http2Client client = connect(ROOM)) {
            int stream = ask(client, streamed);
            RecordedRequest request = upstream.takeRequest();
            assertThat(Pressure.pausedAt(request, Pressure.STILL)).isLessThan(MOST_ON_THE_WAY);
            assertThat(client.await(stream, ROOM).text()).hasSize(ROOM);

            int more = 10 * ROOM;
            for (int i = 0; i < 10; i++) {
                client.room(stream, ROOM);
                client.await(stream, ROOM * (i + 2));
            }
            assertThat(Pressure.pausedAt(request, Pressure.STILL)).isLessThan(MOST_ON_THE_WAY + more);
            assertThat(client.await(stream, ROOM + more).text())
                    .hasSize(ROOM + more)
                    .isEqualTo(beginning(ROOM + more, streamed));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pausedAnswerArrivesWhole(boolean streamed) throws Exception {
        String whole = Pressure.longAnswer(streamed);
        upstream.enqueue(Pressure.reply(whole, streamed));
        try (Http2Client client = connect(ROOM)) {
            int stream = ask(client, streamed);
            assertThat(Pressure.pausedAt(upstream.takeRequest(), Pressure.LONG_STILL))
                    .isLessThan(whole.length());

            client.room(stream, 1 << 30);
            boolean same = client.whole(stream).text().equals(whole);
            assertThat(same).isTrue();
        }
    }

    /** Room comes in pieces that fit neither events nor frames. */
    @Test
    void answerArrivesWholeHoweverLittleRoomThereIs() throws Exception {
        String whole = ChatText.stream("c-1", "Hello".repeat(100), " there".repeat(50), "!");
        upstream.enqueue(Reply.sseText(whole).inSlicesOf(700));
        try (Http2Client client = connect(1)) {
            int stream = ask(client, true);
            for (int had = 1, step = 1; had < whole.length(); had += step, step = step % 97 + 1) {
                assertThat(client.await(stream, had).text()).isEqualTo(whole.substring(0, had));
                client.room(stream, step);
            }
            assertThat(client.whole(stream).text()).isEqualTo(whole);
        }
    }

    @Test
    void manySlowStreamsOfOneConnectionNeedLittleMemory() throws Exception {
        int streams = 50;
        upstream.always(Pressure.endless(true));
        long before = Pressure.usedHeap();
        try (Http2Client client = connect(1000)) {
            List<Integer> slow = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                slow.add(ask(client, true));
                upstream.takeRequest();
            }
            assertThat(Pressure.pausedAt(upstream.requests(), Pressure.STILL)).isLessThan(streams * MOST_ON_THE_WAY);
            assertThat(Pressure.usedHeap() - before).isLessThan(streams * (256L << 10));
            for (int stream : slow) {
                assertThat(client.await(stream, 1000).text()).hasSize(1000);
            }
        }
    }

    private Http2Client connect(int room) throws IOException {
        return Http2Client.connect(lab.gateway().url(), IDENTITY, room);
    }

    private static int ask(Http2Client client, boolean streamed) throws IOException {
        return client.post(Lab.CHAT, Pressure.request(streamed));
    }

    private static String beginning(int length, boolean streamed) {
        StringBuilder text = new StringBuilder();
        for (long i = 0; text.length() < length; i++) {
            text.append(Pressure.piece(i, streamed));
        }
        return text.substring(0, length);
    }
}
