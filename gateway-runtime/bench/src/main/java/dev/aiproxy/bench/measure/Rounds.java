package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadMode;
import dev.aiproxy.bench.load.LoadResult;
import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Gateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gives contenders their turns, one after the other and again, so that what the machine does meanwhile happens to all. */
final class Rounds {
    /** The rate at which latencies are compared, in requests a second. */
    static final int RATE = 2_000;

    private static final int WARM_UP_STEPS = 8;
    private static final double SETTLED = 0.97;
    private static final double KEPT_PACE = 0.98;

    private final Function<LoadSpec, LoadResult> load;
    private final Effort effort;
    private final List<Contender> contenders;
    private final List<Contender> guests;
    private final Map<String, String> droppedOut = new LinkedHashMap<>();
    private final Map<String, Series> series = new LinkedHashMap<>();

    Rounds(Function<LoadSpec, LoadResult> load, Effort effort, List<Contender> contenders) {
        this(load, effort, contenders, List.of());
    }

    /** {@code guests} have turns, too, until they fail, which ends nothing but their own turns. */
    Rounds(Function<LoadSpec, LoadResult> load, Effort effort, List<Contender> contenders, List<Contender> guests) {
        this.load = load;
        this.effort = effort;
        this.contenders = Stream.concat(contenders.stream(), guests.stream()).toList();
        this.guests = guests;
        this.contenders.forEach(contender -> series.put(contender.name(), new Series()));
    }

    /** Lets each begin to answer as it is meant to, and then often enough to be compiled. */
    void warmUp() {
        contenders.forEach(contender -> turn(contender, this::warmUp));
    }

    private void warmUp(Contender contender) {
        LoadSpec once = contender
                .load()
                .withMode(LoadMode.CANCEL)
                .withConnections(1)
                .withRequests(1)
                .withMillis(10_000);
        LoadResult first = check(contender, send(once));
        if (!first.sample().contains(contender.expected())) {
            throw new BenchException(
                    contender.name() + " answers without " + contender.expected() + ": " + first.sample());
        }
        if (contender.weight() > 0) {
            compile(contender);
        }
    }

    private void turn(Contender contender, Consumer<Contender> work) {
        if (droppedOut.containsKey(contender.name())) {
            return;
        }
        try {
            work.accept(contender);
        } catch (BenchException e) {
            if (!guests.contains(contender)) {
                throw e;
            }
            droppedOut.put(contender.name(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Until so many requests are answered and the last ones took no less processor time than those before, as far as that is known,
     * or until time is up.
     */
    private void compile(Contender contender) {
        long deadline = System.nanoTime() + effort.warmUpMillis() * 1_000_000L;
        LoadSpec some = contender
                .load()
                .withRequests(Math.max(1, effort.warmUpRequests() / WARM_UP_STEPS / contender.weight()));
        double best = Double.MAX_VALUE;
        boolean settled = false;
        for (int step = 1; (step <= WARM_UP_STEPS || !settled) && System.nanoTime() < deadline; step++) {
            long before = contender.cpuMicros();
            long left = (deadline - System.nanoTime()) / 1_000_000 + 1;
            LoadResult result = check(contender, send(some.withMillis(left)));
            double cost = (contender.cpuMicros() - before) / (double) result.completed();
            settled = !contender.isTimed() || cost > best * SETTLED;
            best = Math.min(best, cost);
        }
    }

    /** As fast as it goes: time for each unit of work, and how many requests a second. */
    void saturate(Work work) {
        for (int round = 0; round < effort.rounds(); round++) {
            contenders.forEach(contender -> turn(contender, each -> saturate(each, work)));
        }
    }

    private void saturate(Contender contender, Work work) {
        long cpu = contender.cpuMicros();
        long before = work.count();
        LoadResult result = check(contender, send(contender.load().withMillis(effort.millis())));
        double units = work.countsRequests() ? result.completed() : work.count() - before;
        if (result.first().count() == 0 || units == 0) {
            throw new BenchException(contender.name() + " answered nothing, or not from where it should");
        }
        Series own = of(contender.name());
        if (contender.isTimed()) {
            own.add(Series.CPU, (contender.cpuMicros() - cpu) / units);
        }
        own.add(Series.THROUGHPUT, result.perSecond());
    }

    /** At a fixed rate: how long an answer takes, and its first bytes. */
    void pace(int rate) {
        for (int round = 0; round < effort.rounds(); round++) {
            contenders.forEach(contender -> turn(contender, each -> pace(each, rate)));
        }
    }

    private void pace(Contender contender, int rate) {
        LoadSpec paced = contender.load().withRate(rate).withMillis(effort.latencyMillis());
        LoadResult result = check(contender, send(paced));
        requirePace(contender.name(), result.completed(), paced);
        Series own = of(contender.name());
        own.add(Series.P50, result.total().p50());
        own.add(Series.P99, result.total().p99());
        own.add(Series.FIRST_P50, result.first().p50());
    }

    /** Latencies at a rate are nothing without that rate. */
    static void requirePace(String contender, long completed, LoadSpec paced) {
        if (completed < KEPT_PACE * paced.due()) {
            throw new BenchException("%s answered %d of the %d requests that %d a second are"
                    .formatted(contender, completed, paced.due(), paced.rate()));
        }
    }

    /** What one contender, a gateway, allocates for each unit of work, in bytes. */
    double allocation(Contender contender, Gateway gateway, Work work) {
        long bytes = gateway.allocatedBytes();
        long before = work.count();
        LoadResult result = check(contender, send(contender.load().withMillis(effort.millis())));
        long units = work.countsRequests() ? result.completed() : work.count() - before;
        return (gateway.allocatedBytes() - bytes) / (double) units;
    }

    Series of(String contender) {
        Series own = series.get(contender);
        if (own == null) {
            throw new BenchException("nobody is called " + contender);
        }
        return own;
    }

    /** Guests that failed, and why. */
    Map<String, String> droppedOut() {
        return droppedOut;
    }

    Map<String, Series> all() {
        return series;
    }

    private LoadResult send(LoadSpec spec) {
        return load.apply(spec);
    }

    private static LoadResult check(Contender contender, LoadResult result) {
        if (result.failed() > 0) {
            throw new BenchException("%s: %d of %d requests failed, the first with: %s %s"
                    .formatted(
                            contender.name(),
                            result.failed(),
                            result.completed() + result.failed(),
                            result.problem(),
                            result.sample()));
        }
        return result;
    }
}
