package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.runtime.routing.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted of an exchange while it goes on, and recorded at its end. At the exchange's home, but for {@link #last}. */
final class Tally {
    private final String requestedModel;
    private final long startNanos;
    private volatile @Nullable Candidate last;
    private Usage usage = Usage.UNKNOWN;
    private int attempts;
    private List<Attempted> over = List.of();

    /** An attempt that is over. */
    private record Attempted(Candidate candidate, int status) {}

    /** How an exchange ends. */
    record Ending(int status, @Nullable ErrorCode error) {
        static Ending of(ErrorCode error) {
            return new Ending(error.status(), error);
        }
    }

    Tally(String requestedModel, long startNanos) {
        this.requestedModel = requestedModel;
        this.startNanos = startNanos;
    }

    /** One more attempt has begun. */
    void begun() {
        attempts++;
    }

    /** An attempt is over; with the status that a client was answered, or would have been. */
    void over(Candidate candidate, int status) {
        over = over.isEmpty() ? new ArrayList<>(2) : over;
        over.add(new Attempted(candidate, status));
    }

    void used(Usage reported) {
        usage = usage.updatedBy(reported);
    }

    /** This candidate is the one that the exchange is about now. */
    void about(Candidate candidate) {
        last = candidate;
    }

    /** The candidate that it is about; null before the first. From any thread. */
    @Nullable
    Candidate last() {
        return last;
    }

    int attempts() {
        return attempts;
    }

    /** @param answered what is left of the trials */
    void tell(ExchangeContext exchange, List<Trial> answered, int status) {
        AttemptListener listener = exchange.dispatcher().attempts();
        for (Trial trial : answered) {
            listener.attempted(exchange.operation(), trial.candidate(), status);
        }
        for (Attempted attempt : over) {
            listener.attempted(exchange.operation(), attempt.candidate(), attempt.status());
        }
    }

    ExchangeRecord record(ExchangeContext exchange, Ending ending) {
        long first = exchange.reply().firstContentNanos();
        Candidate about = last;
        return new ExchangeRecord(
                exchange.requestId(),
                exchange.facts().receivedAt(),
                exchange.clientFormat(),
                exchange.operation(),
                exchange.request().caller().key(),
                exchange.request().caller().address(),
                requestedModel,
                about == null ? null : about.provider().id(),
                about == null ? null : about.credential().name(),
                about == null ? null : about.upstreamModel(),
                exchange.facts().stream(),
                attempts,
                ending.status(),
                ending.error(),
                usage,
                Duration.ofNanos(System.nanoTime() - startNanos),
                first == 0 ? null : Duration.ofNanos(first - startNanos),
                exchange.reply().upstreamRequestId(),
                TraceContext.traceId(exchange.facts().headers()).orElse(null));
    }
}
