package dev.aiproxy.bench.report;

/** How a figure of the gateway is held against the reference. */
public enum Comparison {
    RATIO,
    DIFFERENCE,
    /** The gateway's figure stands by itself. */
    NONE
}
