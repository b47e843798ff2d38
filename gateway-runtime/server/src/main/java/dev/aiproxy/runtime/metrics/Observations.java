package dev.aiproxy.runtime.metrics;

/** What is kept of exchanges for an operator to see. */
public record Observations(ExchangeMetrics metrics, RecentExchanges recent) {
    /** A request was answered without being routed. */
    public void answered(EdgeRecord request) {
        metrics.answered(request);
        if (request.error() != null) {
            recent.refused(request);
        }
        ExchangeLog.write(request);
    }
}
