package dev.aiproxy.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.recording.Recording;
import dev.aiproxy.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What the vendor itself streams is legal: the checker must not ask for more than the real API gives. */
@Tag("shared")
final class RecordedGrammarTest {

    @TestFactory
    List<DynamicTest> claudeStreams() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers(Digests.CLAUDE)) {
            if (recording.stream() && !recording.key().contains("spliced")) {
                tests.add(DynamicTest.dynamicTest(
                        recording.key(), () -> ClaudeStreamGrammar.with().assertLegal(recording.body())));
            }
        }
        assertThat(tests).hasSizeGreaterThan(4);
        return tests;
    }

    /** Of a recording without numbers nothing can be said. */
    @TestFactory
    List<DynamicTest> responsesStreams() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers(Digests.RESPONSES)) {
            if (recording.stream() && recording.body().contains("sequence_number")) {
                boolean failed = "error".equals(recording.expected().finish());
                ResponsesStreamGrammar grammar = failed
                        ? ResponsesStreamGrammar.with(StreamOption.ENDED_WITH_ERROR)
                        : ResponsesStreamGrammar.with();
                tests.add(DynamicTest.dynamicTest(recording.key(), () -> grammar.assertLegal(recording.body())));
            }
        }
        assertThat(tests).hasSizeGreaterThan(2);
        return tests;
    }
}
