package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.dist.hooks.ChatHook;
import dev.aiproxy.dist.hooks.RawHook;
import dev.aiproxy.dist.hooks.UsageHook;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same with one that may block, so that each exchange has a lane of its own. */
final class BlockingInterceptorTest extends InterceptorCases {
    BlockingInterceptorTest() {
        super(List.of(
                RawHook.class,
                RawHook.Optionally.class,
                ChatHook.class,
                ChatHook.Behind.class,
                ChatHook.Blocking.class,
                UsageHook.class));
    }

    @ParameterizedTest
    @CsvSource({"chat,false", "chat,true", "lines,false", "lines,true"})
    void exchangeOnAWorkerIsServedAlike(String model, boolean stream) throws Exception {
        assertAnswered(ask(model, stream, "x-blocks: no"), stream, "one two");
    }

    @Test
    void clientThatLeavesInterruptsABlockedInterceptor() throws Exception {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/v1/chat/completions", request("chat", false), "x-blocks: ever");
            awaitNotes("blocks");
        }

        awaitNotes("interrupted", "used chat 499");
    }

    @Test
    void clientThatLeavesCancelsTheUpstreamOfAnExchangeOnAWorker() throws Exception {
        Gate gate = new Gate();
        upstream.respond(request -> Reply.sse(chunk("one "), chunk("two")).gateAt(200, gate));
        RecordedRequest asked;
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/v1/chat/completions", request("chat", true), "x-blocks: no");
            gate.awaitReached(1, PATIENCE);
            asked = last();
        }

        assertThat(asked.awaitPeerLeft(PATIENCE)).isNotNegative();
        gate.open();
        awaitNotes("used chat 499");
    }
}
