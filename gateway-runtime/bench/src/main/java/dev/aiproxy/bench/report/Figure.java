package dev.aiproxy.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One row of the table.
 *
 * @param reference what the same takes without the gateway, by nginx unless {@code subject} says otherwise; null if there is no such thing
 * @param limit what is aimed at, for {@link #value()}; null if nothing is
 */
public record Figure(
        String subject,
        String name,
        String unit,
        @Nullable Double reference,
        double gateway,
        Comparison comparison,
        @Nullable Limit limit) {

    public static Figure ratio(
            String subject, String name, String unit, double reference, double gateway, @Nullable Limit limit) {
        return new Figure(subject, name, unit, reference, gateway, Comparison.RATIO, limit);
    }

    public static Figure added(
            String subject, String name, String unit, double reference, double gateway, @Nullable Limit limit) {
        return new Figure(subject, name, unit, reference, gateway, Comparison.DIFFERENCE, limit);
    }

    /** The reference is shown, and the limit is for the gateway alone. */
    public static Figure unrelated(
            String subject, String name, String unit, double reference, double gateway, @Nullable Limit limit) {
        return new Figure(subject, name, unit, reference, gateway, Comparison.NONE, limit);
    }

    public static Figure alone(String subject, String name, String unit, double gateway, @Nullable Limit limit) {
        return new Figure(subject, name, unit, null, gateway, Comparison.NONE, limit);
    }

    /** What the limit is for: ratio, difference, or the gateway's figure. */
    public double value() {
        if (reference == null) {
            return gateway;
        }
        return switch (comparison) {
            case RATIO -> reference == 0 ? Double.NaN : gateway / reference;
            case DIFFERENCE -> gateway - reference;
            case NONE -> gateway;
        };
    }

    /** {@code missed}, {@code met}, {@code stretch}, or nothing where nothing is aimed at. */
    public String verdict() {
        if (limit == null) {
            return "";
        }
        if (!(value() <= limit.target())) {
            return "missed";
        }
        return limit.stretch() < limit.target() && value() <= limit.stretch() ? "stretch" : "met";
    }
}
