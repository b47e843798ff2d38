package dev.aiproxy.runtime.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is measured. Names, units and labels are those of OpenTelemetry's semantic conventions where it has them.
 *
 * @param name with dots
 * @param unit in which Prometheus sees it, at the end of its name there; null for a plain number
 * @param help one sentence for whoever sees the name only
 * @param bounds upper ends of a histogram's buckets, in seconds
 */
public record Metric(String name, Kind kind, @Nullable String unit, String help, List<Double> bounds) {
    /** What a value means. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** As it is now. */
        GAUGE,
        /** How long things took, each in a bucket. */
        HISTOGRAM
    }

    static final Metric REQUESTS = counter("aiproxy.requests", "Requests that are over.");
    static final Metric ATTEMPTS = counter("aiproxy.attempts", "Tries at providers, by what each came to.");
    static final Metric RETRIES = counter("aiproxy.retries", "Tries beyond the first of their request.");
    static final Metric ERRORS = counter("aiproxy.errors", "Requests that ended with an error.");
    static final Metric TOKENS = counter("aiproxy.tokens", "Tokens, as far as providers told.");
    static final Metric COOLDOWNS =
            counter("aiproxy.cooldowns", "Times that something was left alone after a failure.");
    static final Metric DROPPED = counter("aiproxy.metrics.dropped", "Values for which there was no series left.");
    static final Metric DURATION = histogram(
            "gen_ai.server.request.duration",
            "From a routed request to the end of its answer.",
            0.01,
            0.02,
            0.04,
            0.08,
            0.16,
            0.32,
            0.64,
            1.28,
            2.56,
            5.12,
            10.24,
            20.48,
            40.96,
            81.92,
            163.84,
            327.68);
    static final Metric FIRST_TOKEN = histogram(
            "gen_ai.server.time_to_first_token",
            "From a routed request to the first content of its answer.",
            0.001,
            0.005,
            0.01,
            0.02,
            0.04,
            0.06,
            0.08,
            0.1,
            0.25,
            0.5,
            0.75,
            1.0,
            2.5,
            5.0,
            7.5,
            10.0);
    static final Metric LOOP_LAG = histogram(
            "aiproxy.event_loop.lag",
            "How much later than due IO threads did something, looked at each second.",
            0.001,
            0.005,
            0.01,
            0.025,
            0.05,
            0.1,
            0.25,
            0.5,
            1.0,
            2.5);
    static final Metric LOOP_OVERDUE = gauge(
            "aiproxy.event_loop.overdue", "seconds", "For how long the IO thread that is held up most has been so.");
    static final Metric BUILD = gauge("aiproxy.build", null, "Always 1; its label tells the version.");

    /** Exchanges under way. */
    public static final Metric OPEN_EXCHANGES = gauge("aiproxy.open.exchanges", null, "Routed requests under way.");

    /** Those that stream. */
    public static final Metric OPEN_STREAMS =
            gauge("aiproxy.open.streams", null, "Routed requests for streams under way.");

    /** Credentials, and models of credentials, that are left alone. */
    public static final Metric COOLING = gauge("aiproxy.cooling", null, "What is left alone after a failure.");

    /** Connections to providers. */
    public static final Metric CONNECTIONS = gauge("http.client.open_connections", null, "Connections to providers.");

    /** Exchanges that wait for a connection. */
    public static final Metric WAITING =
            gauge("aiproxy.upstream.waiting", null, "Requests that wait for a connection.");

    public Metric {
        bounds = List.copyOf(bounds);
    }

    static Metric counter(String name, String help) {
        return new Metric(name, Kind.COUNTER, null, help, List.of());
    }

    static Metric gauge(String name, @Nullable String unit, String help) {
        return new Metric(name, Kind.GAUGE, unit, help, List.of());
    }

    private static Metric histogram(String name, String help, Double... bounds) {
        return new Metric(name, Kind.HISTOGRAM, "seconds", help, List.of(bounds));
    }

    /** How many series one of this metric counts for: those of a histogram are its buckets, the endless one, count and sum. */
    int weight() {
        return kind == Kind.HISTOGRAM ? bounds.size() + 3 : 1;
    }

    /** The name with its unit; Prometheus' own writes {@code _} for dots, and {@code _total} behind counters. */
    String exposedName() {
        return unit == null ? name : name + "." + unit;
    }
}
