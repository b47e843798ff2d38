package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/ai-proxy schema}, with the options of all built-in plugins. */
final class SchemaIT {
    private static final Path EXAMPLE = Path.of("../../config.example.yaml");

    @TempDir
    private static Path folder = Path.of("");

    private static JsonNode tree = JsonMapper.shared().nullNode();
    private static Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema("{}", InputFormat.JSON);

    @BeforeAll
    static void print() throws Exception {
        GatewayProcess.Outcome outcome = GatewayProcess.run(folder, Map.of(), "schema");
        assertThat(outcome.exitCode()).as(outcome.both()).isZero();
        tree = JsonMapper.shared().readTree(outcome.out());
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(outcome.out(), InputFormat.JSON);
    }

    @Test
    void exampleIsValidAsItStandsAndWithEveryOption() throws IOException {
        assertThat(problems(Files.readString(EXAMPLE))).isEmpty();
        assertThat(problems(uncommented())).isEmpty();
    }

    @Test
    void exampleShowsEveryOptionOfTheRuntimeAndOfPlugins() throws IOException {
        String text = uncommented();

        assertThat(optionsOf(tree))
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(text).containsPattern("(?m)(^| |\\{ ?)" + Pattern.quote(name) + ":"));
    }

    /** The names of all options, at the top and nested, without those that are only other names of others. */
    private static Set<String> optionsOf(JsonNode part) {
        Set<String> names = new TreeSet<>();
        part.path("properties").forEachEntry((name, option) -> {
            if (option.has("description") && !option.path("deprecated").asBoolean(false)) {
                names.add(name);
            }
        });
        part.forEach(child -> names.addAll(optionsOf(child)));
        return names;
    }

    @Test
    void everyOptionIsDescribed() {
        assertThat(tree.path("properties").path("limits").findValues("description"))
                .hasSizeGreaterThan(5);
        assertThat(tree.path("properties").path("port").path("default").asInt()).isEqualTo(8317);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: 1",
                "port: '8317'",
                "port: ${PORT}",
                "port:",
                "tls: { enable: off }",
                "streaming:",
                "request-timeout: 5m",
                "retry: { max-retries: 2 }",
                "api-keys: [a, 12345, { key: b, models: ['gpt-*'] }]",
                "openai-api-key: [{ api-key: a, models: [m, { id: n, alias: o }] }]",
                "openai-api-key: [{ api-key: a, stream-usage: off }]",
                "echo:",
                "echo: { delay: 5ms }",
                "echo: [{}]",
                "claude-api-key: [{ api-key: a, cloak: { mode: auto, sensitive-words: [x] } }]",
                "payload: { filter: [{ models: [{ name: '*' }], params: [user] }] }"
            })
    void rightFileIsValid(String yaml) {
        assertThat(problems(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prot: 1",
                "port: 70000",
                "port: eight",
                "tls: { enable: perhaps }",
                "request-timeout: long",
                "log-level: loud",
                "api-keys: a",
                "api-keys: [{ name: a }]",
                "api-keys: [{ key: a, models: [] }]",
                "limits: { max-exchanges: 0 }",
                "openai-api-key: { api-key: a }",
                "openai-api-key: [{ name: a }]",
                "openai-api-key: [{ api-key: a, modles: [] }]",
                "claude-api-key: [{ api-key: a, cloak: { mode: sometimes } }]",
                "claude-api-key: [{ api-key: a, cloak: auto }]",
                "payload: { filter: [{ models: [{ name: '*' }], params: { user: 1 } }] }",
                "acme-api-key: [{ api-key: a }]"
            })
    void wrongFileIsNot(String yaml) {
        assertThat(problems(yaml)).isNotEmpty();
    }

    private static List<?> problems(String yaml) {
        Object document = new Yaml().load(yaml);
        String json = document == null ? "{}" : JsonMapper.shared().writeValueAsString(document);
        return schema.validate(json, InputFormat.JSON);
    }

    private static String uncommented() throws IOException {
        return Files.readString(EXAMPLE).replaceAll("(?m)^#(?=[a-z]|  )", "");
    }
}
