package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The matrix of what an operator may get wrong, taken together. */
final class BadConfigTest {
    @Test
    void thereAreEnoughCases() {
        assertThat(Stream.of(
                                BadYamlTest.yaml(),
                                BadYamlTest.placeholders(),
                                BadEdgeOptionsTest.clientKeys(),
                                BadEdgeOptionsTest.edge(),
                                BadPayloadRulesTest.payload(),
                                BadRuntimeOptionsTest.runtimeOptions(),
                                BadCredentialsTest.sections(),
                                BadCredentialsTest.credentials(),
                                BadCredentialsTest.models(),
                                BadCredentialsTest.pluginOptions())
                        .flatMap(cases -> cases))
                .hasSizeGreaterThanOrEqualTo(180);
    }

    @Test
    void allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
        String yaml = """
                prot: 1
                routing: { strategy: rnd }
                openai-api-key:
                  - api-key: ${NO_SUCH}
                    base-url: nowhere
                  - name: x
                    modles: []
                nothing-at-all: 1
                """;

        assertThat(Loading.problems(Loading.load(yaml, Map.of())))
                .extracting(problem -> problem.line() + " " + problem.path())
                .containsExactly(
                        "1 prot",
                        "2 routing.strategy",
                        "4 openai-api-key[0].api-key",
                        "5 openai-api-key[0].base-url",
                        "6 openai-api-key[1].api-key",
                        "7 openai-api-key[1].modles",
                        "8 nothing-at-all");
    }
}
