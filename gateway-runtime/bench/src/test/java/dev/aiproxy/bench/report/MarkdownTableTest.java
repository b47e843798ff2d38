package dev.aiproxy.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkdownTableTest {
    @Test
    void ratioStandsWithItsTarget() {
        Figure figure = Figure.ratio("Chat", "CPU per request", "µs", 20, 56, new Limit(3.0, 2.5));

        assertThat(MarkdownTable.row(figure))
                .isEqualTo("| Chat | CPU per request, µs | 20.0 | 56.0 | 2.80 × | ≤ 3.00 × (2.50 ×) | met |");
    }

    @Test
    void differenceHasASign() {
        Figure slower = Figure.added("Chat", "p99", "µs", 400, 1_200, Limit.of(1_000));
        Figure faster = Figure.added("Chat", "p99", "µs", 400, 350, Limit.of(1_000));

        assertThat(MarkdownTable.row(slower)).isEqualTo("| Chat | p99, µs | 400 | 1200 | +800 | ≤ 1000 | met |");
        assertThat(MarkdownTable.row(faster)).isEqualTo("| Chat | p99, µs | 400 | 350 | -50.0 | ≤ 1000 | met |");
    }

    @Test
    void figureByItselfHasNothingToCompare() {
        Figure figure = Figure.alone("cold start", "median", "s", 1.234, new Limit(1.0, 0.6));

        assertThat(MarkdownTable.row(figure))
                .isEqualTo("| cold start | median, s |  | 1.23 |  | ≤ 1.00 (0.60) | missed |");
    }

    @Test
    void referenceMayStandBesideALimitForTheGatewayAlone() {
        Figure figure = Figure.unrelated("cancel", "p99", "ms", 1, 4, new Limit(20, 5));

        assertThat(figure.value()).isEqualTo(4);
        assertThat(MarkdownTable.row(figure))
                .isEqualTo("| cancel | p99, ms | 1.00 | 4.00 |  | ≤ 20.0 (5.00) | stretch |");
    }

    @Test
    void whatWasNotMeasuredMeetsNothing() {
        Figure figure = Figure.ratio("Chat", "CPU per request", "µs", 20, Double.NaN, Limit.of(3.0));

        assertThat(figure.verdict()).isEqualTo("missed");
        assertThat(MarkdownTable.number(Double.NaN)).isEqualTo("–");
    }

    @Test
    void tableHasAHeadAndALineForEachFigure() {
        String table =
                MarkdownTable.of(List.of(Figure.alone("a", "b", "c", 1, null), Figure.alone("d", "e", "f", 2, null)));

        assertThat(table.lines()).hasSize(4);
    }
}
