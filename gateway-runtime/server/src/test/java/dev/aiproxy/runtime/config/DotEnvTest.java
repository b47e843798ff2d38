package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DotEnvTest {
    @Test
    void linesAreAssignments() {
        DotEnv file = DotEnv.parse(
                List.of(
                        "# a comment",
                        "",
                        "PLAIN=value",
                        "export EXPORTED = spaced ",
                        "SINGLE='a # \\n b' # comment",
                        "DOUBLE=\"a \\\"b\\\" \\n c\"",
                        "HASH=a#b # comment",
                        "EMPTY=",
                        "COMMENTED= # nothing",
                        "URL=http://u:p@h/?a=b"),
                ".env");

        assertThat(file.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PLAIN", "value",
                        "EXPORTED", "spaced",
                        "SINGLE", "a # \\n b",
                        "DOUBLE", "a \"b\" \n c",
                        "HASH", "a#b",
                        "EMPTY", "",
                        "COMMENTED", "",
                        "URL", "http://u:p@h/?a=b"));
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void otherLinesAreNamedByNumberOnly() {
        DotEnv file = DotEnv.parse(List.of("A=1", "sk-SECRET", "B='SECRET", "1C=SECRET"), ".env");

        assertThat(file.variables()).isEqualTo(Map.of("A", "1"));
        assertThat(file.warnings())
                .containsExactly(
                        ".env:2: ignored: not NAME=value",
                        ".env:3: ignored: not NAME=value",
                        ".env:4: ignored: not NAME=value");
        assertThat(file).asString().doesNotContain("SECRET");
    }
}
