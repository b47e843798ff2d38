package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.Silence;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A try with a provider that answers in this process, on a thread of its own; its events come over through a bounded queue. */
final class LocalAttempt implements Attempt, Ticks.Tick {
    private static final int QUEUED_EVENTS = 64;
    private static final int FLUSHED_EARLY = 32 * 1024;

    private final ExchangeContext exchange;
    private final AttemptOutcome outcome;
    private final Candidate candidate;
    private final LocalProvider provider;
    private final Ticks.Tick ticker;
    private final BlockingQueue<ChatEvent> queue = new ArrayBlockingQueue<>(QUEUED_EVENTS);
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private @Nullable EventRelay relay;
    private final ChatCollector collector = new ChatCollector();
    private volatile @Nullable Throwable thrown;
    private volatile boolean over;
    private @Nullable Future<?> running;
    private final Silence silence = new Silence(System.nanoTime());
    private boolean heard;
    private boolean ended;

    LocalAttempt(ExchangeContext exchange, AttemptOutcome outcome, Candidate candidate, LocalProvider provider) {
        this.exchange = exchange;
        this.outcome = outcome;
        this.candidate = candidate;
        this.provider = provider;
        this.ticker = exchange.home().ticking(this);
    }

    @Override
    public Candidate candidate() {
        return candidate;
    }

    @Override
    public void start() {
        try {
            running = exchange.dispatcher().localThreads().submit(this::run);
            exchange.home().onIo(() -> exchange.dispatcher().ticks().add(exchange.io(), ticker));
        } catch (RejectedExecutionException full) {
            outcome.refused(new GatewayException(ErrorCode.OVERLOADED, "too many local exchanges at once", full));
        }
    }

    private void run() {
        Snapshot snapshot = exchange.request().snapshot();
        if (snapshot.enter()) {
            try {
                runWithin();
            } finally {
                snapshot.leave();
            }
        }
    }

    private void runWithin() {
        try {
            answer();
        } catch (Throwable failure) {
            thrown = failure;
            scheduleDrain();
        }
    }

    private void answer() throws Exception {
        ChatRequest request = exchange.chatRequest();
        var call = new LocalProvider.LocalCall(
                candidate.upstreamModel(), candidate.credential(), exchange.facts().stream());
        provider.chat(request, call, this::emit);
        emit(new ChatEvent.End());
    }

    private void emit(ChatEvent event) throws InterruptedException {
        if (over) {
            throw new InterruptedException("the exchange is over");
        }
        queue.put(event);
        scheduleDrain();
    }

    private void scheduleDrain() {
        if (drainScheduled.compareAndSet(false, true)) {
            exchange.home().execute(this::drain);
        }
    }

    private void drain() {
        drainScheduled.set(false);
        try {
            deliver();
        } catch (Throwable failure) {
            refuse(failure);
        }
    }

    private void deliver() {
        int taken = 0;
        for (; taken < QUEUED_EVENTS && !over && !exchange.congested(); taken++) {
            ChatEvent event = queue.poll();
            if (event == null) {
                break;
            }
            take(event);
        }
        if (relay != null && !over) {
            relay.flush();
        }
        if (taken == QUEUED_EVENTS) {
            scheduleDrain();
        }
        Throwable failure = thrown;
        if (failure != null && queue.isEmpty()) {
            refuse(failure);
        }
    }

    private void take(ChatEvent event) {
        heard = true;
        silence.end(System.nanoTime());
        if (event instanceof ChatEvent.End) {
            exchange.home().onIo(() -> exchange.dispatcher().ticks().remove(exchange.io(), ticker));
        }
        EventRelay stream = relay();
        if (stream != null) {
            stream.accept(event);
            if (stream.pending() > FLUSHED_EARLY) {
                stream.flush();
            }
            return;
        }
        if (ended) {
            return;
        }
        ended = event instanceof ChatEvent.End;
        collector.accept(event);
        if (event instanceof ChatEvent.Failed failed) {
            outcome.failed(Failures.answered(failed.error(), Headers.none()));
        } else if (event instanceof ChatEvent.End) {
            exchange.deliver(collector.response(), outcome);
        }
    }

    /** Made with the first event: a codec makes its writer only after it has read the request. */
    private @Nullable EventRelay relay() {
        if (relay == null && exchange.facts().stream()) {
            relay = exchange.events(outcome);
        }
        return relay;
    }

    /** Interrupts a provider that is silent for too long, unless it waits for the client. */
    @Override
    public void tick(long nowNanos) {
        if (exchange.congested() || !queue.isEmpty()) {
            silence.end(nowNanos);
        } else if (!over && silence.exceeds(timeLimit(), nowNanos)) {
            String detail = "no event within " + timeLimit().toMillis() + " ms";
            outcome.failed(new UpstreamFailure(UpstreamFailure.Cause.TIMEOUT, Headers.none(), null, detail));
        }
    }

    private Duration timeLimit() {
        return exchange.upstreamOptions(candidate).timeouts().idle();
    }

    private void refuse(Throwable failure) {
        if (!over) {
            outcome.refused(Defects.explain(failure, exchange.requestId()));
        }
    }

    @Override
    public void pause() {
        // Delivery looks at the client's congestion by itself.
    }

    @Override
    public void resume() {
        scheduleDrain();
    }

    @Override
    public void cancel() {
        over = true;
        exchange.home().onIo(() -> exchange.dispatcher().ticks().remove(exchange.io(), ticker));
        if (running != null) {
            running.cancel(true);
        }
    }

    @Override
    public boolean betweenEvents() {
        return true;
    }

    @Override
    public boolean heard() {
        return heard;
    }

    @Override
    public boolean streaming() {
        return relay != null;
    }

    @Override
    public Failure classify(UpstreamFailure failure) {
        return Failure.of(failure);
    }

    @Override
    public void breakOff(GatewayError error) {
        if (relay == null) {
            exchange.reply().abort();
        } else {
            relay.breakOff(error);
        }
    }
}
