package dev.aiproxy.runtime.config;

import static dev.aiproxy.runtime.config.Mistake.openai;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no YAML, or no YAML that the gateway reads, and placeholders that stand for nothing. */
final class BadYamlTest {
    @ParameterizedTest
    @MethodSource({"yaml", "placeholders"})
    void mistakeIsReportedWhereItStands(Mistake mistake) {
        mistake.assertReported();
    }

    static Stream<Mistake> yaml() {
        return Stream.of(
                new Mistake("port: 1\n\thost: x", "2:1", "", "not valid YAML: found character '\\t(TAB)'"),
                new Mistake("port: [1", "1:9", "", "not valid YAML: expected ',' or ']'"),
                new Mistake("port: 1\n host: x", "2:6", "", "not valid YAML: mapping values are not allowed here"),
                new Mistake("admin-key: \"SECRET", "1:19", "", "not valid YAML: found unexpected end of stream"),
                new Mistake("admin-key: *SECRET", "1:12", "", "not valid YAML: found undefined alias"),
                new Mistake("host: a\nadmin-key: '\u0007SECRET'", "2:13", "", "not valid YAML: a control"),
                new Mistake("port: 1\n---\nport: 2", "2:1", "", "not valid YAML: but found another document"),
                new Mistake("admin-key: !env SECRET", "1:12", "admin-key", "YAML tags (!name) are not supported"),
                new Mistake("port: !!java.net.URL SECRET", "1:7", "port", "YAML tags (!name) are not supported"),
                new Mistake("- port: 1", "1:1", "", "must be a mapping of options, such as 'port: 8317'"),
                new Mistake("SECRET", "1:1", "", "must be a mapping of options"),
                new Mistake("port: 1\nhost: a\nport: 2", "3:1", "port", "given twice, first in line 1"),
                new Mistake("? [a, b]\n: 1", "1:3", "", "an option name must be text"),
                new Mistake("<<: 5", "1:5", "", "'<<' merges a mapping"),
                new Mistake("{ host: a, host: b }", "1:12", "host", "given twice, first in line 1"),
                new Mistake("? !x port\n: 1", "1:3", "", "an option name must be text without a tag"),
                new Mistake(
                        "openai-api-key:\n- {api-key: SECRET, models: &a [gpt, *a]}",
                        "2:29",
                        "openai-api-key[0].models[1]",
                        "stands, by an alias, inside of itself"));
    }

    static Stream<Mistake> placeholders() {
        return Stream.of(
                openai("{api-key: \"${NO_SUCH}\"}", "2:13", ".api-key", "the environment variable NO_SUCH is not set"),
                new Mistake("port: ${A_KEY}", "1:7", "port", "must be a whole number"),
                new Mistake("host: ${EMPTY}", "1:7", "host", "must be a host name"),
                new Mistake("admin-key: ${A_KEY} SECRET", "1:12", "admin-key", "must be a key"),
                new Mistake("admin-key: ${A-KEY}", "1:12", "admin-key", "write ${NAME} or ${NAME:-default}"),
                new Mistake("admin-key: SECRET${", "1:12", "admin-key", "write ${NAME} or ${NAME:-default}"),
                new Mistake("host: ${NO_SUCH:-${A_KEY}}", "1:7", "host", "placeholders cannot be nested"),
                new Mistake("host: \"${A_KEY:-${B:-x}}\"", "1:7", "host", "default in ${NAME:-default} is plain text"),
                new Mistake("admin-key: ${NO_SUCH:-$${SECRET}}", "1:12", "admin-key", "placeholders cannot be nested"),
                new Mistake("debug: ${NO_SUCH:-perhaps}", "1:8", "debug", "must be true or false"),
                new Mistake("routing: ${A_KEY}", "1:10", "routing", "must be a mapping with strategy"));
    }

    @Test
    void aliasBombIsRefusedQuickly() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(Loading.problems(Loading.load(yaml.toString(), Map.of())))
                .anyMatch(problem -> problem.message().contains("too large or nested too deeply"));
    }

    @Test
    void deepNestingIsRefused() {
        String yaml = "port: " + "[".repeat(5000) + "]".repeat(5000);

        assertThat(Loading.problems(Loading.load(yaml, Map.of()))).hasSize(1);
    }
}
