package dev.aiproxy.runtime.plugin.guard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one loaded version of a plugin fares: how often it was called, how long that took, how often it failed; and whether it was
 * disabled, by too many failures or by the operator. A disabled plugin finishes what it has begun. Thread-safe.
 */
public final class PluginHealth {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHealth.class);
    private static final int ALWAYS_TIMED = 64;

    private final String pluginId;
    private final LongSupplier nanoTime;
    private final LongAdder calls = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final LatencyHistogram latency = new LatencyHistogram();
    private final Deque<Long> recent = new ArrayDeque<>();
    private volatile FaultLimit limit = FaultLimit.NONE;
    private volatile @Nullable String disabledReason;

    PluginHealth(String pluginId, LongSupplier nanoTime) {
        this.pluginId = pluginId;
        this.nanoTime = nanoTime;
    }

    /**
     * When a plugin has failed too often.
     *
     * @param faults as many within the window disable it; 0 for never
     * @param window how long a fault counts
     */
    public record FaultLimit(int faults, Duration window) {
        /** Failures never disable. */
        public static final FaultLimit NONE = new FaultLimit(0, Duration.ZERO);
    }

    /**
     * A plugin's figures.
     *
     * @param calls into its code since it was loaded
     * @param faults calls that threw or returned null
     * @param p50 the median time of a call in its own code, taken from a sample; zero without any call
     * @param p99 what only one call in a hundred exceeds
     * @param disabledReason null unless it is disabled
     */
    public record Figures(
            long calls,
            long faults,
            Duration p50,
            Duration p99,
            @Nullable String disabledReason) {}

    public Figures figures() {
        return new Figures(
                calls.sum(),
                faults.sum(),
                Duration.ofNanos(latency.percentile(0.50)),
                Duration.ofNanos(latency.percentile(0.99)),
                disabledReason);
    }

    public long faults() {
        return faults.sum();
    }

    /** From now on so many faults disable the plugin. */
    public void limit(FaultLimit next) {
        limit = next;
    }

    /** Why nothing new is given to the plugin; null if it is not disabled. */
    public @Nullable String disabledReason() {
        return disabledReason;
    }

    /** Gives it nothing new from now on. */
    public void disable(String reason) {
        disabledReason = reason;
    }

    /** Trusts it again and forgets its recent faults. */
    public void enable() {
        synchronized (recent) {
            recent.clear();
            disabledReason = null;
        }
    }

    void called() {
        calls.increment();
    }

    /** Whether too few of its calls were timed to tell anything. */
    boolean isNew() {
        return latency.count() < ALWAYS_TIMED;
    }

    void timed(long nanos) {
        latency.record(nanos);
    }

    void failed() {
        faults.increment();
        FaultLimit current = limit;
        if (current.faults() > 0 && exceeded(current)) {
            LOG.error(
                    "plugin '{}' is disabled: {}; POST /admin/plugins/{}/enable enables it again",
                    pluginId,
                    disabledReason,
                    pluginId);
        }
    }

    /** Whether this very fault is the one too many. */
    private boolean exceeded(FaultLimit current) {
        long now = nanoTime.getAsLong();
        synchronized (recent) {
            recent.addLast(now);
            while (recent.size() > current.faults()
                    || now - recent.getFirst() > current.window().toNanos()) {
                recent.removeFirst();
            }
            if (recent.size() < current.faults() || disabledReason != null) {
                return false;
            }
            disabledReason = "it failed " + current.faults() + " times within "
                    + current.window().toSeconds() + " s";
            return true;
        }
    }
}
