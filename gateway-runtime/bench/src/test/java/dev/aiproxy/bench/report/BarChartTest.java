package dev.aiproxy.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class BarChartTest {
    @Test
    void barIsAsLongAsItsPartOfTheTarget() throws Exception {
        Document chart = parse(BarChart.of(List.of(
                Figure.ratio("a", "b", "µs", 1, 2, Limit.of(4)),
                Figure.ratio("a", "b", "µs", 1, 4, Limit.of(4)),
                Figure.alone("no target", "c", "s", 1, null))));

        assertThat(width(chart, 2) - 2 * width(chart, 1)).isZero();
        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(3);
    }

    @Test
    void textIsEscapedAndLongBarsAreCutOff() throws Exception {
        Document chart = parse(BarChart.of(List.of(
                Figure.alone("<a> & b", "c", "s", 15, Limit.of(10)),
                Figure.alone("d", "e", "s", 9_999, Limit.of(10)))));

        assertThat(chart.getElementsByTagName("text").item(1).getTextContent()).isEqualTo("<a> & b, c");
        assertThat(width(chart, 2)).isEqualTo(width(chart, 1));
    }

    private static int width(Document chart, int index) {
        return Integer.parseInt(((Element) chart.getElementsByTagName("rect").item(index)).getAttribute("width"));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
