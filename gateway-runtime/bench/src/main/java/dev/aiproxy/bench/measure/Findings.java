package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.report.Figure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has been found out so far. */
final class Findings {
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Map<String, Map<String, List<Double>>>> samples = new LinkedHashMap<>();
    private boolean complete = true;

    /** Carries out what measures a case. If it fails, the reason is noted, and what was found out before stays. */
    void collect(String caseName, Runnable measuring) {
        try {
            measuring.run();
        } catch (BenchException | UncheckedIOException e) {
            complete = false;
            note("**" + caseName + " could not be measured**: " + line(String.valueOf(e.getMessage())));
        }
    }

    private static String line(String text) {
        return text.strip().replace('\n', ' ');
    }

    /** Whether every case could be measured. */
    boolean complete() {
        return complete;
    }

    void add(Figure figure) {
        figures.add(figure);
    }

    /** Leaves out what a contender has no reading of. */
    void addIfMeasured(Figure figure) {
        if (!Double.isNaN(figure.gateway())) {
            add(figure);
        }
    }

    /** A sentence that goes below the table. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** Keeps all readings, and notes who dropped out. */
    void samples(String caseName, Rounds rounds) {
        rounds.droppedOut()
                .forEach((contender, reason) -> note(caseName + ": " + contender + " dropped out: " + line(reason)));
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
