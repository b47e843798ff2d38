package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.Reply;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that compress what they send. */
final class CompressedRequestIT {
    private static final int LIMIT = 1 << 20;
    private static final FakeUpstream UPSTREAM = FakeUpstream.start();

    private static Lab lab;

    /** The ways of compression, as headers name them. */
    enum Coding {
        GZIP,
        X_GZIP,
        DEFLATE,
        DEFLATE_WITHOUT_FRAME,
        ZSTD;

        String header() {
            return switch (this) {
                case X_GZIP -> "content-encoding: X-Gzip";
                case DEFLATE_WITHOUT_FRAME -> "content-encoding: deflate";
                default -> "content-encoding: " + name().toLowerCase(java.util.Locale.ROOT);
            };
        }

        byte[] compress(String text) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = over(compressed)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return compressed.toByteArray();
        }

        private OutputStream over(OutputStream out) throws IOException {
            return switch (this) {
                case GZIP, X_GZIP -> new GZIPOutputStream(out);
                case DEFLATE -> new DeflaterOutputStream(out);
                case DEFLATE_WITHOUT_FRAME -> new DeflaterOutputStream(out, new Deflater(9, true));
                case ZSTD -> new ZstdOutputStream(out);
            };
        }
    }

    @BeforeAll
    static void start() throws IOException {
        UPSTREAM.always(Reply.json("{\"choices\":[]}"));
        lab = Lab.with("body-limit-mb: 1\n", UPSTREAM);
    }

    @AfterAll
    static void stop() {
        lab.close();
        UPSTREAM.close();
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void compressedRequestReachesTheProviderAsItWas(Coding coding) throws Exception {
        for (int length : new int[] {1, 500_000}) {
            String body = body(length);

            Response response = post(coding, coding.compress(body));

            assertThat(response.status()).as(response.body().text()).isEqualTo(200);
            var seen = UPSTREAM.takeRequest();
            assertThat(seen.bodyText()).isEqualTo(body);
            assertThat(seen.header("content-encoding")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void bombIsRefused(Coding coding) throws Exception {
        Response response = post(coding, coding.compress(body(20 << 20)));

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body().text()).contains("body-limit-mb");
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void limitIsThatOfTheDecodedBody(Coding coding) throws Exception {
        String whole = body(LIMIT - body(0).length());

        assertThat(post(coding, coding.compress(whole)).status()).isEqualTo(200);
        assertThat(post(coding, coding.compress(whole + " ")).status()).isEqualTo(413);
        UPSTREAM.takeRequest();
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void brokenOrCutBodyIsRefused(Coding coding) throws Exception {
        byte[] whole = coding.compress(body(10_000));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
        byte[] broken = "no such thing".getBytes(StandardCharsets.US_ASCII);

        for (byte[] bytes : new byte[][] {cut, broken, {}}) {
            Response response = post(coding, bytes);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body().json().at("/error/type").asString()).isEqualTo("invalid_request_error");
        }
    }

    private static String body(int length) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(length) + "\"}]}";
    }

    private static Response post(Coding coding, byte[] body) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            return client.post(Lab.CHAT, body, coding.header()).readResponse();
        }
    }
}
