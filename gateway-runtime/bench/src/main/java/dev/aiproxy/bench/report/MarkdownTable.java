package dev.aiproxy.bench.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as a table. */
public final class MarkdownTable {
    private static final String HEAD = """
            | case | figure | reference | gateway | compared | target | |
            |---|---|---:|---:|---:|---|---|
            """;

    private MarkdownTable() {}

    public static String of(List<Figure> figures) {
        StringBuilder text = new StringBuilder(HEAD);
        figures.forEach(figure -> text.append(row(figure)).append('\n'));
        return text.toString();
    }

    static String row(Figure figure) {
        return String.format(
                "| %s | %s, %s | %s | %s | %s | %s | %s |",
                figure.subject(),
                figure.name(),
                figure.unit(),
                figure.reference() == null ? "" : number(figure.reference()),
                number(figure.gateway()),
                compared(figure),
                target(figure, figure.limit()),
                figure.verdict());
    }

    private static String compared(Figure figure) {
        if (figure.reference() == null) {
            return "";
        }
        return switch (figure.comparison()) {
            case RATIO -> String.format(Locale.ROOT, "%.2f ×", figure.value());
            case DIFFERENCE -> (figure.value() < 0 ? "" : "+") + number(figure.value());
            case NONE -> "";
        };
    }

    private static String target(Figure figure, @Nullable Limit limit) {
        if (limit == null) {
            return "";
        }
        String sign = figure.comparison() == Comparison.RATIO ? " ×" : "";
        String target = "≤ " + number(limit.target()) + sign;
        return limit.stretch() < limit.target() ? target + " (" + number(limit.stretch()) + sign + ")" : target;
    }

    /** Three digits that mean something, and no more. */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
