package dev.aiproxy.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadSpec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerTest {
    private static final String URL = "http://127.0.0.1:4000/v1/chat/completions";

    @Test
    void peerIsANameAndAnAddress() {
        assertThat(Peer.parse("other=" + URL))
                .isEqualTo(new Peer("other", URI.create(URL), 0, "gpt-4o-mini", null, null, Map.of()));
    }

    @Test
    void optionsThatAreNoHeadersAreTakenOut() {
        long pid = ProcessHandle.current().pid();
        Peer peer = Peer.parse(
                "other=" + URL + ",pid=" + pid + ",model=m,stream-model=s,first-model=f,Authorization=Bearer a=b");

        assertThat(peer)
                .isEqualTo(
                        new Peer("other", URI.create(URL), pid, "m", "s", "f", Map.of("Authorization", "Bearer a=b")));
    }

    @Test
    void pathIsAskedForWithItsQuery() {
        LoadSpec order =
                Peer.parse("other=http://localhost:4000/v1/x%20y?version=1").post("");

        assertThat(order.port()).isEqualTo(4_000);
        assertThat(order.path()).isEqualTo("/v1/x%20y?version=1");
    }

    @Test
    void withoutAPidItsProcessorTimeIsNotKnown() {
        assertThat(Peer.parse("other=" + URL).server()).isNull();
        assertThat(Peer.parse("me=" + URL + ",pid=" + ProcessHandle.current().pid())
                        .server())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other=https://127.0.0.1:4000/",
                "other=http://example.com:4000/",
                "other=http://127.0.0.1/v1/chat/completions",
                "other=http://127.0.0.1:4000",
                "other=http://me@127.0.0.1:4000/",
                "other=http://127.0.0.1:port/",
                "other=127.0.0.1:4000/",
                "other=",
                "http://127.0.0.1:4000/",
                "other=http://127.0.0.1:4000/,header",
                "other=http://127.0.0.1:4000/,pid=java",
                "other=http://127.0.0.1:4000/,pid=0",
                "other=http://127.0.0.1:4000/,pid=-5",
                "other=http://127.0.0.1:4000/,pid=999999999999"
            })
    void whatCannotBeMeasuredIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> Peer.parse(text))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("--peer needs ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void processThatHasEndedIsRefused() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThatThrownBy(() -> Peer.parse("other=" + URL + ",pid=" + ended.pid()))
                .isInstanceOf(BenchException.class)
                .hasMessage("--peer needs the pid of a process that runs, not " + ended.pid());
    }

    @Test
    void namesThatAreTakenAreRefused() {
        assertThatThrownBy(() -> Peer.parse(List.of("a=" + URL, "a=" + URL)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("another name than a");
        assertThatThrownBy(() -> Peer.parse(List.of("nginx=" + URL)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("another name than nginx");
    }

    @Test
    void unknownCasesAreRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Cases.named(List.of("chat", "chatt")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("chatt")
                .hasMessageContaining("chat-claude");
    }

    @Test
    void casesHaveNamesOfTheirOwn() {
        assertThat(Cases.all()).extracting(Case::name).doesNotHaveDuplicates();
    }
}
