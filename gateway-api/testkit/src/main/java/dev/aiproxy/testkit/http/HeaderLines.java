package dev.aiproxy.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header lines in the order and spelling in which they stand on the wire. Immutable; a name may occur several times.
 *
 * @param lines the lines, first one first
 */
public record HeaderLines(List<Line> lines) {

    /** No header at all. */
    public static final HeaderLines NONE = new HeaderLines(List.of());

    /** Copies the lines. */
    public HeaderLines {
        lines = List.copyOf(lines);
    }

    /**
     * One header line.
     *
     * @param name as spelled on the wire
     * @param value without the white space around it
     */
    public record Line(String name, String value) {}

    /** The value of the first line with this name (any case), or empty when there is none. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of all lines with this name (any case), in order; empty when there is none. */
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    /** Whether a line with this name (any case) exists. */
    public boolean contains(String name) {
        return lines.stream().anyMatch(line -> line.name().equalsIgnoreCase(name));
    }

    /** A copy with one more line at the end. */
    public HeaderLines with(String name, String value) {
        List<Line> copy = new ArrayList<>(lines);
        copy.add(new Line(name, value));
        return new HeaderLines(copy);
    }

    /** A copy without the lines of this name (any case). */
    public HeaderLines without(String name) {
        return new HeaderLines(lines.stream()
                .filter(line -> !line.name().equalsIgnoreCase(name))
                .toList());
    }

    String render() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line ->
                text.append(line.name()).append(": ").append(line.value()).append("\r\n"));
        return text.toString();
    }
}
