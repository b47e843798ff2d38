package dev.aiproxy.testkit.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.recording.Recording;
import dev.aiproxy.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Our reading of every Chat, Claude and Gemini recording against the digest that was published with it. */
@Tag("shared")
final class RecordedDigestsTest {

    @TestFactory
    List<DynamicTest> recordings() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers()) {
            tests.add(DynamicTest.dynamicTest(recording.key(), () -> check(recording)));
        }
        assertThat(tests).hasSizeGreaterThan(70);
        return tests;
    }

    private static void check(Recording recording) {
        Digest expected = recording.expected();

        Digest digest = recording.format().ofBody(recording.body());

        assertThat(digest.differencesFrom(expected)).isEmpty();
        assertThat(digest.finish()).isEqualTo(expected.finish());
        assertThat(digest.usage() == null).isEqualTo(expected.usage() == null);
    }
}
