package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfiguredFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaFileTest {
    private static final TestIdentity ONE = TestIdentity.of("dns:localhost");
    private static final TestIdentity OTHER = TestIdentity.of("dns:localhost");

    private final List<ConfigProblem> problems = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void certificatesAreReadWhateverStandsAroundThem() throws Exception {
        String text =
                "# Subject: one -- two\n" + pem(ONE) + "\r\nkey:\n" + pem(OTHER).replace("\n", "\r\n") + "end";

        assertThat(read(text)).containsExactly(ONE.certificate(), OTHER.certificate());
        assertThat(problems).isEmpty();
    }

    @Test
    void withoutFileNothingIsRead() {
        assertThat(CaFile.read(null, problems)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', the file holds no certificate: 'BEGIN CERTIFICATE' is expected",
        "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, certificate 1 in the file is broken",
        "-----BEGIN CERTIFICATE-----?-----END CERTIFICATE-----, certificate 1 in the file is broken"
    })
    void fileThatIsNoneIsAProblemOfTheOption(String text, String problem) throws Exception {
        assertThat(read(text)).isEmpty();

        assertThat(problems)
                .extracting(ConfigProblem::render)
                .containsExactly("config.yaml:3:5: upstream.ca-file: " + problem);
    }

    @Test
    void fileThatIsNotThereIsAProblem() {
        assertThat(CaFile.read(configured(folder.resolve("absent")), problems)).isEmpty();
        assertThat(CaFile.read(configured(folder), problems)).isEmpty();

        assertThat(problems)
                .extracting(ConfigProblem::message)
                .containsExactly("there is no such file", "is a folder, not a file");
    }

    @Test
    void trustChangesWhileTheClientRuns() throws Exception {
        UpstreamSettings nobody = UpstreamSettings.defaults().withTick(Duration.ofMillis(20));
        try (UpstreamFixture upstream = new UpstreamFixture(nobody);
                MockWebServer server = new MockWebServer()) {
            server.useHttps(ONE.serverContext().getSocketFactory());
            server.start();
            server.enqueue(new MockResponse.Builder().body("ok").build());
            String url = "https://localhost:" + server.getPort() + "/";
            assertThat(upstream.get(url).fault().detail()).contains("certificate refused");

            upstream.apply(nobody.withTrusted(List.of(ONE.certificate())));
            upstream.get(url).completed();
            assertThat(upstream.freeConnections()).isEqualTo(1);

            upstream.apply(nobody.withTrusted(List.of(OTHER.certificate())));
            assertThat(upstream.freeConnections()).isZero();
            assertThat(upstream.get(url).fault().detail()).contains("certificate refused");
        }
    }

    private List<X509Certificate> read(String text) throws Exception {
        return CaFile.read(configured(Files.writeString(folder.resolve("ca.pem"), text)), problems);
    }

    private static ConfiguredFile configured(Path file) {
        return new ConfiguredFile(file, "config.yaml", "upstream.ca-file", 3, 5);
    }

    private static String pem(TestIdentity identity) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(identity.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
