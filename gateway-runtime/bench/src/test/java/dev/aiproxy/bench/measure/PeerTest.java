package dev.aiproxy.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PeerTest {
    @Test
    void peerIsANameAndAnAddress() {
        Peer peer = Peer.parse("other=http://127.0.0.1:4000/v1/chat/completions");

        assertThat(peer)
                .isEqualTo(new Peer(
                        "other", URI.create("http://127.0.0.1:4000/v1/chat/completions"), 0, "gpt-4o-mini", Map.of()));
    }

    @Test
    void optionsThatAreNoHeadersAreTakenOut() {
        Peer peer = Peer.parse("other=http://127.0.0.1:4000/,pid=17,model=m,Authorization=Bearer a=b");

        assertThat(peer.pid()).isEqualTo(17);
        assertThat(peer.model()).isEqualTo("m");
        assertThat(peer.headers()).isEqualTo(Map.of("Authorization", "Bearer a=b"));
    }

    @Test
    void withoutANameItIsRefused() {
        assertThatThrownBy(() -> Peer.parse("http://127.0.0.1:4000/"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("NAME=URL");
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
