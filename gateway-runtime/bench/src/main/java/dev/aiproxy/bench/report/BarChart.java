package dev.aiproxy.bench.report;

import java.util.List;
import java.util.Locale;

/** Figures with a target as bars, each as long as its part of the target, in SVG. */
public final class BarChart {
    private static final int WIDTH = 860;
    private static final int LABELS = 370;
    private static final int BAR = 16;
    private static final int ROW = 26;
    private static final int TOP = 44;
    private static final int TARGET = 240;

    /** Longer bars are cut off there; their numbers say how long they are. */
    private static final double LONGEST = 1.5;

    private BarChart() {}

    public static String of(List<Figure> figures) {
        List<Figure> shown =
                figures.stream().filter(figure -> figure.limit() != null).toList();
        int height = TOP + ROW * shown.size() + 10;
        StringBuilder text = new StringBuilder(head(height));
        for (int i = 0; i < shown.size(); i++) {
            text.append(bar(shown.get(i), TOP + ROW * i));
        }
        return text.append("</svg>\n").toString();
    }

    private static String head(int height) {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                <text x="%3$d" y="20" text-anchor="middle" fill="#444">target</text>
                <line x1="%3$d" y1="26" x2="%3$d" y2="%4$d" stroke="#444" stroke-dasharray="4 3"/>
                """, WIDTH, height, LABELS + TARGET, height - 6);
    }

    private static String bar(Figure figure, int top) {
        Limit limit = figure.limit();
        if (limit == null) {
            return "";
        }
        double part = figure.value() / limit.target();
        int length = (int) Math.round(Math.max(0, Math.min(Double.isNaN(part) ? 0 : part, LONGEST)) * TARGET);
        int middle = top + BAR - 4;
        String colour = part <= 1 ? "#3b8c5a" : "#c8553d";
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>
                <text x="%d" y="%d">%s</text>
                """,
                LABELS - 10,
                middle,
                escape(figure.subject() + ", " + figure.name()),
                LABELS,
                top,
                length,
                BAR,
                colour,
                LABELS + length + 6,
                middle,
                escape(label(figure, limit)));
    }

    private static String label(Figure figure, Limit limit) {
        String unit = figure.comparison() == Comparison.RATIO ? " ×" : " " + figure.unit();
        return MarkdownTable.number(figure.value()) + " of " + MarkdownTable.number(limit.target()) + unit;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
