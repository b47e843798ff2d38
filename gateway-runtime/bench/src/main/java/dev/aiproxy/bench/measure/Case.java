package dev.aiproxy.bench.measure;

/** Something that can be measured by itself. */
interface Case {
    /** What {@code --only} calls it. */
    String name();

    /** What it measures, in a line. */
    String description();

    void measure(Stage stage, Findings findings);
}
