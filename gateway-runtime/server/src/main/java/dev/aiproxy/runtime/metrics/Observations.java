package dev.aiproxy.runtime.metrics;

/** What is kept of exchanges for an operator to see. */
public record Observations(ExchangeMetrics metrics, RecentExchanges recent) {}
