package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.SettableClock;
import dev.aiproxy.runtime.config.Egress;
import dev.aiproxy.runtime.dispatch.TokenCache.Answer;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

final class TokenCacheTest {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final UpstreamOptions WAY = UpstreamOptions.of(new Egress(LIFETIME, LIFETIME, null));

    private final AtomicInteger refusals = new AtomicInteger();
    private final MockWebServer service = new MockWebServer();
    private final SettableClock clock = new SettableClock();
    private final Candidate candidate = Candidates.of("alpha").get(0);
    private final XnioWorker worker = worker();
    private final XnioIoThread io = worker.getIoThread();
    private final UpstreamClient upstream =
            new UpstreamClient(worker, new DefaultByteBufferPool(true, 16 * 1024), UpstreamSettings.defaults());
    private final TokenCache cache = new TokenCache(upstream, clock);

    private static XnioWorker worker() {
        try {
            return Xnio.getInstance().createWorker(OptionMap.EMPTY);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        service.start();
    }

    @AfterEach
    void stop() {
        upstream.close();
        worker.shutdownNow();
        service.close();
    }

    @Test
    void tokenIsKeptUntilShortlyBeforeItExpires() throws Exception {
        grant("first");

        assertThat(token()).isEqualTo("first");
        clock.advance(LIFETIME.minusSeconds(61));
        assertThat(token()).isEqualTo("first");

        assertThat(service.getRequestCount()).isEqualTo(1);
    }

    @Test
    void tokenIsRenewedAheadWhileTheOldOneStillServes() throws Exception {
        grant("first");
        grant("second");
        assertThat(token()).isEqualTo("first");

        clock.advance(LIFETIME.minusSeconds(59));

        assertThat(token()).isEqualTo("first");
        await().untilAsserted(() -> assertThat(token()).isEqualTo("second"));
        assertThat(service.getRequestCount()).isEqualTo(2);
    }

    @Test
    void failedRenewalLeavesTheOldTokenInForce() throws Exception {
        grant("first");
        assertThat(token()).isEqualTo("first");
        service.close();

        clock.advance(LIFETIME.minusSeconds(59));

        assertThat(token()).isEqualTo("first");
        assertThat(token()).isEqualTo("first");
    }

    @Test
    void expiredTokenIsNeverUsed() throws Exception {
        grant("first");
        grant("second");
        assertThat(token()).isEqualTo("first");

        clock.advance(LIFETIME);

        assertThat(token()).isEqualTo("second");
    }

    @Test
    void forgottenTokenIsFetchedAnew() throws Exception {
        grant("first");
        grant("second");
        assertThat(token()).isEqualTo("first");

        cache.forget(candidate, Optional.of(Secret.of("first")));

        assertThat(token()).isEqualTo("second");
    }

    @Test
    void concurrentCallersShareOneFetch() throws Exception {
        CompletableFuture<Answer> first = obtain();
        CompletableFuture<Answer> second = obtain();
        grant("only");

        assertThat(first.get(10, TimeUnit.SECONDS).token()).map(Secret::reveal).contains("only");
        assertThat(second.get(10, TimeUnit.SECONDS).token()).map(Secret::reveal).contains("only");
        assertThat(service.getRequestCount()).isEqualTo(1);
    }

    @Test
    void credentialsHaveTokensOfTheirOwn() throws Exception {
        grant("first");
        grant("second");
        assertThat(token()).isEqualTo("first");

        CompletableFuture<Answer> other = obtain(Candidates.of("alpha", "alpha").get(1));

        assertThat(other.get(10, TimeUnit.SECONDS).token()).map(Secret::reveal).contains("second");
    }

    @Test
    void tokenIsKeptOverAReloadThatChangesNothingOfIt() throws Exception {
        grant("first");
        assertThat(token()).isEqualTo("first");

        CompletableFuture<Answer> again = obtain(Candidates.of("alpha").get(0));

        assertThat(again.get(10, TimeUnit.SECONDS).token()).map(Secret::reveal).contains("first");
        assertThat(again.get().kept()).isTrue();
    }

    @Test
    void failedRenewalIsTriedAgainAfterAWhileOnly() throws Exception {
        grant("first");
        service.enqueue(new MockResponse.Builder().body("").build());
        service.enqueue(new MockResponse.Builder().body("").build());
        assertThat(token()).isEqualTo("first");
        clock.advance(LIFETIME.minusSeconds(59));

        assertThat(token()).isEqualTo("first");
        await().until(() -> refusals.get() == 1);
        assertThat(token()).isEqualTo("first");
        assertThat(token()).isEqualTo("first");
        assertThat(service.getRequestCount()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(6));
        assertThat(token()).isEqualTo("first");
        await().until(() -> refusals.get() == 2);
    }

    @Test
    void endlessFlowIsRefused() throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        for (int i = 0; i < 8; i++) {
            grant("unused");
        }

        io.execute(() -> cache.obtain(candidate, this::again, WAY, io, answer::complete));

        Answer refused = answer.get(10, TimeUnit.SECONDS);
        assertThat(refused.token()).isEmpty();
        assertThat(refused.failure().cause()).isEqualTo(Cause.TOKEN_REFUSED);
    }

    private TokenFlow.Step again() {
        return new TokenFlow.Step(
                UpstreamRequest.postJson(service.url("/token").uri()),
                ByteBuffer.allocate(0),
                (head, body) -> new TokenFlow.Outcome.Next(again()));
    }

    private void grant(String token) {
        service.enqueue(new MockResponse.Builder().body(token).build());
    }

    private String token() throws Exception {
        return obtain().get(10, TimeUnit.SECONDS).token().orElseThrow().reveal();
    }

    private CompletableFuture<Answer> obtain() {
        return obtain(candidate);
    }

    private CompletableFuture<Answer> obtain(Candidate whose) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        io.execute(() -> cache.obtain(whose, this::step, WAY, io, answer::complete));
        return answer;
    }

    private TokenFlow.Step step() {
        return new TokenFlow.Step(
                UpstreamRequest.postJson(service.url("/token").uri()),
                ByteBuffer.allocate(0),
                (head, body) -> outcome(StandardCharsets.UTF_8.decode(body).toString()));
    }

    private TokenFlow.Outcome outcome(String body) {
        if (body.isEmpty()) {
            refusals.incrementAndGet();
            return new TokenFlow.Outcome.Unavailable("not now");
        }
        return new TokenFlow.Outcome.Granted(Secret.of(body), LIFETIME);
    }
}
