package dev.aiproxy.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.report.Figure;
import org.junit.jupiter.api.Test;

final class FindingsTest {
    private final Findings findings = new Findings();

    @Test
    void caseThatFailsIsNotedAndTheOthersAreKept() {
        findings.collect("chat", () -> findings.add(Figure.alone("chat", "a", "s", 1, null)));
        findings.collect("body", () -> {
            findings.add(Figure.alone("body", "b", "s", 2, null));
            throw new BenchException("no answer:\nnothing\n");
        });
        findings.collect("cancel", () -> findings.add(Figure.alone("cancel", "c", "s", 3, null)));

        assertThat(findings.complete()).isFalse();
        assertThat(findings.figures()).extracting(Figure::subject).containsExactly("chat", "body", "cancel");
        assertThat(findings.notes()).containsExactly("**body could not be measured**: no answer: nothing");
    }

    @Test
    void withoutAFailureTheyAreComplete() {
        findings.collect("chat", () -> {});

        assertThat(findings.complete()).isTrue();
        assertThat(findings.notes()).isEmpty();
    }
}
