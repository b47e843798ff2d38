package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has been found out so far. */
final class Findings {
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Map<String, Map<String, List<Double>>>> samples = new LinkedHashMap<>();

    void add(Figure figure) {
        figures.add(figure);
    }

    /** A sentence that goes below the table. */
    void note(String sentence) {
        notes.add(sentence);
    }

    void samples(String caseName, Rounds rounds) {
        Map<String, Map<String, List<Double>>> byContender =
                samples.computeIfAbsent(caseName, name -> new LinkedHashMap<>());
        rounds.all().forEach((contender, series) -> byContender.put(contender, series.values()));
    }

    List<Figure> figures() {
        return figures;
    }

    List<String> notes() {
        return notes;
    }

    Map<String, Map<String, Map<String, List<Double>>>> samples() {
        return samples;
    }
}
