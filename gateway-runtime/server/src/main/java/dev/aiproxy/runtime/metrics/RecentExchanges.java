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

    private final Deque<ExchangeRecord> kept = new ArrayDeque<>(KEPT);

    @Override
    public synchronized void finished(ExchangeRecord exchange) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(exchange);
    }

    /** The latest first. */
    public synchronized List<ExchangeRecord> list() {
        List<ExchangeRecord> latestFirst = new ArrayList<>(kept);
        Collections.reverse(latestFirst);
        return latestFirst;
    }
}
