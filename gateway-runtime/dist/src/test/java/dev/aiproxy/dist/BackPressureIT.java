package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads slowly slows its upstream down; what lies between them is bounded. */
final class BackPressureIT {
    /** More than the socket buffers of operating system and gateway on the way grow to by common defaults. */
    private static final long MOST_ON_THE_WAY = 16L << 20;

    private FakeUpstream upstream;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start().sendBuffer(Pressure.SMALL_BUFFER);
        lab = Lab.with("request-timeout: 2s\n", upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endlessAnswerPausesWhileTheClientDoes(boolean stream) throws Exception {
        upstream.enqueue(Pressure.endless(stream));
        try (RawHttpClient client = slowClient()) {
            ask(client, stream);
            RecordedRequest request = upstream.takeRequest();
            client.readHead();
            assertThat(Pressure.pausedAt(request, Pressure.STILL)).isLessThan(MOST_ON_THE_WAY);

            long before = request.bytesWritten();
            assertGoesOn(client.body(), before + MOST_ON_THE_WAY, stream);
            assertThat(Pressure.pausedAt(request, Pressure.STILL))
                    .isBetween(before + MOST_ON_THE_WAY, before + 3 * MOST_ON_THE_WAY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pausedAnswerArrivesWhole(boolean stream) throws Exception {
        String whole = Pressure.longAnswer(stream);
        upstream.enqueue(Pressure.reply(whole, stream));
        try (RawHttpClient client = slowClient()) {
            ask(client, stream);
            client.readHead();
            assertThat(Pressure.pausedAt(upstream.takeRequest(), Pressure.LONG_STILL))
                    .isLessThan(whole.length());

            boolean same = client.readBody().text().equals(whole);
            assertThat(same).isTrue();
        }
    }

    @Test
    void manySlowClientsNeedLittleMemory() throws Exception {
        int clients = 12;
        upstream.always(Pressure.endless(true));
        long before = Pressure.usedHeap();
        List<RawHttpClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                RawHttpClient client = slowClient();
                slow.add(client);
                ask(client, true);
                client.readHead();
                upstream.takeRequest();
            }
            assertThat(Pressure.pausedAt(upstream.requests(), Pressure.STILL)).isLessThan(clients * MOST_ON_THE_WAY);
            assertThat(Pressure.usedHeap() - before).isLessThan(clients * (512L << 10));
        } finally {
            for (RawHttpClient client : slow) {
                client.close();
            }
        }
    }

    private RawHttpClient slowClient() throws IOException {
        return RawHttpClient.connect(lab.gateway().url(), Pressure.SMALL_BUFFER);
    }

    private static void ask(RawHttpClient client, boolean stream) throws IOException {
        client.post(Lab.CHAT, Pressure.request(stream));
    }

    private static void assertGoesOn(InputStream body, long bytes, boolean stream) throws IOException {
        int length = Pressure.piece(0, stream).length();
        for (long i = 0; i * length < bytes; i++) {
            assertThat(new String(body.readNBytes(length), UTF_8)).isEqualTo(Pressure.piece(i, stream));
        }
    }
}
