package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says about the way to providers. The upstream plays the proxy: it is asked in absolute form. */
final class EgressIT {
    private static final Reply ANSWER = Reply.json(ChatText.answer("a", "Hello"));

    @TempDir
    private Path folder;

    private final FakeUpstream proxy = FakeUpstream.start();

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void requestsGoThroughTheProxyExceptWhereACredentialSaysOtherwise() throws Exception {
        proxy.always(ANSWER);
        try (FakeUpstream provider = FakeUpstream.start().always(ANSWER);
                Lab lab = lab("""
                        proxy-url: http://me:pass%%20word@127.0.0.1:%d
                        openai-compatibility:
                          - {base-url: "http://provider.invalid/v1", models: [far]}
                          - {base-url: "%s", models: [near], proxy-url: direct}
                        """.formatted(proxy.port(), provider.url()))) {
            assertThat(lab.post(ChatText.request("far")).status()).isEqualTo(200);
            assertThat(lab.post(ChatText.request("near")).status()).isEqualTo(200);

            RecordedRequest relayed = proxy.takeRequest();
            assertThat(relayed.target()).isEqualTo("http://provider.invalid/v1/chat/completions");
            assertThat(relayed.header("host")).hasValue("provider.invalid");
            assertThat(relayed.header("proxy-authorization")).hasValue("Basic bWU6cGFzcyB3b3Jk");
            assertThat(proxy.requestCount()).isEqualTo(1);
            assertThat(provider.takeRequest().header("proxy-authorization")).isEmpty();
        }
    }

    @Test
    void refusalOfTheProxyIsSaidToBeThat() throws Exception {
        proxy.always(Reply.status(407).header("Proxy-Authenticate", "Basic realm=\"x\""));
        try (Lab lab = lab("""
                request-retry: 0
                openai-compatibility:
                  - {base-url: "http://provider.invalid", models: [m], proxy-url: "http://me:wr0ng@127.0.0.1:%d"}
                """.formatted(proxy.port()))) {
            Response response = lab.post(ChatText.request("m"));

            assertThat(response.status()).isEqualTo(502);
            assertThat(response.head().header("proxy-authenticate")).isEmpty();
            assertThat(response.body().json().at("/error/message").asString())
                    .isEqualTo("the egress proxy '127.0.0.1' refused the gateway's user and password (407)");
        }
    }

    @Test
    void issuerInTheFileIsTrusted() throws Exception {
        TlsIdentity identity = TlsIdentity.forHosts("localhost", "127.0.0.1");
        Path file = Files.writeString(folder.resolve("ca.pem"), identity.pem());
        try (FakeUpstream provider = FakeUpstream.startTls(identity).always(ANSWER);
                Lab trusting = lab("upstream: {ca-file: '%s'}\n%s".formatted(file, section(provider)));
                Lab wary = lab("request-retry: 0\n" + section(provider))) {
            assertThat(trusting.post(ChatText.request("m")).status()).isEqualTo(200);
            assertThat(wary.post(ChatText.request("m")).status()).isEqualTo(502);
        }
    }

    private static String section(FakeUpstream provider) {
        return "openai-compatibility: [{base-url: '%s', models: [m]}]\n".formatted(provider.url());
    }

    private static Lab lab(String yaml) throws Exception {
        return Lab.of(Lab.builder().config(yaml).start());
    }
}
