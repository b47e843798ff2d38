package dev.aiproxy.runtime.metrics;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The series of exchanges that are told apart by nothing, found once. Thread-safe. */
final class RouteSeries {
    private final Later requests;
    private final Later retries;
    private final Later duration;
    private final Later firstToken;
    private final Later attempts;
    private final Later input;
    private final Later cachedInput;
    private final Later output;
    private final Later reasoning;

    /** What exchanges are told apart by. */
    record Key(String operation, String provider, String model, String credential, int status) {
        private SeriesName routed(Metric metric) {
            return SeriesName.of(metric)
                    .with(SeriesName.OPERATION, operation)
                    .with(SeriesName.PROVIDER, provider)
                    .with(SeriesName.MODEL, model);
        }

        private SeriesName detailed(Metric metric) {
            return routed(metric)
                    .with(SeriesName.CREDENTIAL, credential)
                    .with(SeriesName.STATUS, Integer.toString(status));
        }
    }

    /** A series that is there as soon as something is recorded. */
    private static final class Later {
        private final Supplier<LongConsumer> finder;
        private volatile @Nullable LongConsumer found;

        Later(Supplier<LongConsumer> finder) {
            this.finder = finder;
        }

        void record(long value) {
            LongConsumer known = found;
            if (known == null) {
                known = finder.get();
                found = known;
            }
            known.accept(value);
        }

        void recordIfKnown(@Nullable Long value) {
            if (value != null) {
                record(value);
            }
        }
    }

    RouteSeries(SeriesRegistry registry, Key key) {
        requests = new Later(() -> registry.counting(key.detailed(Metric.REQUESTS)));
        retries = new Later(() -> registry.counting(key.detailed(Metric.RETRIES)));
        attempts = new Later(() -> registry.counting(key.detailed(Metric.ATTEMPTS)));
        duration = new Later(() -> registry.timing(key.routed(Metric.DURATION)));
        firstToken = new Later(() -> registry.timing(key.routed(Metric.FIRST_TOKEN)));
        Function<String, Later> tokens = type ->
                new Later(() -> registry.counting(key.detailed(Metric.TOKENS).with("gen_ai.token.type", type)));
        input = tokens.apply("input");
        cachedInput = tokens.apply("cached_input");
        output = tokens.apply("output");
        reasoning = tokens.apply("reasoning");
    }

    /** An exchange is over. */
    void finished(ExchangeRecord exchange) {
        requests.record(1);
        if (exchange.attempts() > 1) {
            retries.record(exchange.attempts() - 1L);
        }
        duration.record(micros(exchange.duration()));
        if (exchange.timeToFirstToken() != null) {
            firstToken.record(micros(exchange.timeToFirstToken()));
        }
        Usage usage = exchange.usage();
        input.recordIfKnown(usage.inputTokens());
        cachedInput.recordIfKnown(usage.cachedInputTokens());
        output.recordIfKnown(usage.outputTokens());
        reasoning.recordIfKnown(usage.reasoningTokens());
    }

    /** A request is over that was never routed. */
    void answeredAtTheEdge() {
        requests.record(1);
    }

    /** A try at a provider is over. */
    void attempted() {
        attempts.record(1);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
