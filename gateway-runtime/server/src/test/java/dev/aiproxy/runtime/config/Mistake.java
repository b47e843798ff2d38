package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/**
 * What an operator may get wrong, and what is said about it. Every key in it contains SECRET, which must never be repeated.
 *
 * @param at line:column
 * @param message a part of the rest
 */
record Mistake(String yaml, String at, String path, String message) {
    private static final Map<String, String> VARIABLES = Map.of("A_KEY", "sk-SECRET-env", "EMPTY", "");

    /** In a credential of OpenAI. */
    static Mistake openai(String entry, String at, String option, String message) {
        String path = option.isEmpty() ? ".api-key" : option;
        return new Mistake("openai-api-key:\n- " + entry, at, "openai-api-key[0]" + path, message);
    }

    /** It is the only one, and reported where it stands. */
    void assertReported() {
        List<ConfigProblem> problems = Loading.problems(Loading.load(yaml, VARIABLES));

        assertThat(problems).hasSize(1);
        ConfigProblem problem = problems.get(0);
        assertThat(problem.file()).isEqualTo("test.yaml");
        assertThat(problem.line() + ":" + problem.column()).as(problem.render()).isEqualTo(at);
        assertThat(problem.path()).isEqualTo(path);
        assertThat(problem.render())
                .startsWith("test.yaml:" + at + ": ")
                .contains(message)
                .doesNotContain("SECRET");
    }

    @Override
    public String toString() {
        return yaml.strip().replace("\n", "⏎");
    }
}
