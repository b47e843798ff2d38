package dev.aiproxy.bench.report;

/** What is aimed at; {@code stretch} is the same as {@code target} where no more is asked for. */
public record Limit(double target, double stretch) {
    public static Limit of(double target) {
        return new Limit(target, target);
    }
}
