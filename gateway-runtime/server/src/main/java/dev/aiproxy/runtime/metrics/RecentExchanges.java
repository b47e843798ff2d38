package dev.aiproxy.runtime.metrics;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last exchanges that are over, so that an operator can look at them without a log. Thread-safe. */
public final class RecentExchanges implements UsageListener {
    private static final int KEPT = 200;
    private static final int REFUSALS_KEPT = 50;

    private final Deque<ExchangeRecord> kept = new ArrayDeque<>(KEPT);
    private final Deque<EdgeRecord> refusals = new ArrayDeque<>(REFUSALS_KEPT);

    @Override
    public synchronized void finished(ExchangeRecord exchange) {
        keep(kept, exchange, KEPT);
    }

    /** A request was refused before it was routed; however many are, they push no exchange out. */
    synchronized void refused(EdgeRecord request) {
        keep(refusals, request, REFUSALS_KEPT);
    }

    private static <T> void keep(Deque<T> last, T one, int most) {
        if (last.size() == most) {
            last.removeFirst();
        }
        last.addLast(one);
    }

    /** The latest first. */
    public synchronized List<ExchangeRecord> list() {
        return latestFirst(kept);
    }

    /** Requests that were refused before they were routed, the latest first. */
    public synchronized List<EdgeRecord> refusals() {
        return latestFirst(refusals);
    }

    private static <T> List<T> latestFirst(Deque<T> all) {
        List<T> list = new ArrayList<>(all);
        Collections.reverse(list);
        return list;
    }
}
