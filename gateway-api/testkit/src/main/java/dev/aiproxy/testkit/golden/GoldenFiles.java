package dev.aiproxy.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/**
 * Golden tests over a folder. Cases are found by listing it (recursively), so that a new pair of files is a new test:
 *
 * <pre>{@code
 * @TestFactory
 * List<DynamicTest> requests() {
 *   return GoldenFiles.in(Path.of("src/test/resources/golden/requests"))
 *       .inputs(".chat.json")
 *       .json(".claude.json", input -> claude.write(chat.read(input.json())))
 *       .text(".log", input -> log.of(input.text()))
 *       .tests();
 * }
 * }</pre>
 *
 * <p>Here {@code tools/one.chat.json} is the input of the case {@code tools/one}, whose expected files are {@code
 * tools/one.claude.json} and {@code tools/one.log}. A suffix may begin with a slash: {@code "/in.json"} makes each
 * folder a case. An input without its expected files, and every file that belongs to no input, is a failing test.
 *
 * <p>{@code -Dgolden.update=true} writes the expected files instead of comparing, and is refused where the environment
 * variable {@code CI} is set. Immutable.
 */
public final class GoldenFiles {

    private final Path folder;
    private final String inputSuffix;
    private final Map<String, Check> checks;
    private final GoldenMode mode;

    private GoldenFiles(Path folder, String inputSuffix, Map<String, Check> checks, GoldenMode mode) {
        this.folder = folder;
        this.inputSuffix = inputSuffix;
        this.checks = checks;
        this.mode = mode;
    }

    /** What is done with one expected file. */
    private interface Check {
        void run(GoldenCase input, Path expected, GoldenMode mode) throws Exception;
    }

    /**
     * Golden files in this folder, relative to the module's own.
     *
     * @throws IllegalStateException when an update is asked for where {@code CI} is set
     */
    public static GoldenFiles in(Path folder) {
        return in(folder, GoldenMode.of(System.getProperty("golden.update"), System.getenv("CI")));
    }

    static GoldenFiles in(Path folder, GoldenMode mode) {
        return new GoldenFiles(folder, ".in.json", Map.of(), mode);
    }

    /** A copy for which files that end so are the inputs; without this call, {@code .in.json}. */
    public GoldenFiles inputs(String suffix) {
        return new GoldenFiles(folder, suffix, checks, mode);
    }

    /** A copy that expects JSON in the file with this suffix; key order, white space and 1 versus 1.0 do not count. */
    public GoldenFiles json(String suffix, GoldenOutput<? extends JsonNode> output) {
        return with(suffix, (input, expected, how) -> compareJson(output.of(input), expected, how));
    }

    /** A copy that expects exactly this UTF-8 text in the file with this suffix. */
    public GoldenFiles text(String suffix, GoldenOutput<String> output) {
        return with(suffix, (input, expected, how) -> compareText(output.of(input), expected, how));
    }

    /** A copy that expects exactly these bytes in the file with this suffix. */
    public GoldenFiles bytes(String suffix, GoldenOutput<byte[]> output) {
        return with(suffix, (input, expected, how) -> compareBytes(output.of(input), expected, how));
    }

    /** One test per input and expected file, and a failing one per file that belongs to none. */
    public List<DynamicTest> tests() {
        Set<String> files = list();
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (String file : files) {
            if (file.endsWith(inputSuffix)) {
                String name = file.substring(0, file.length() - inputSuffix.length());
                known.add(file);
                checks.keySet().forEach(suffix -> known.add(name + suffix));
                tests.addAll(testsOf(new GoldenCase(name, folder.resolve(file))));
            }
        }
        if (tests.isEmpty()) {
            throw new IllegalStateException("no file *" + inputSuffix + " with an expected one in " + folder);
        }
        files.stream().filter(file -> !known.contains(file)).map(this::stray).forEach(tests::add);
        return List.copyOf(tests);
    }

    private List<DynamicTest> testsOf(GoldenCase input) {
        List<DynamicTest> tests = new ArrayList<>();
        checks.forEach((suffix, check) -> {
            Path expected = folder.resolve(input.name() + suffix);
            tests.add(DynamicTest.dynamicTest(input.name() + suffix, () -> {
                if (mode == GoldenMode.COMPARE && !Files.exists(expected)) {
                    throw new AssertionError("no expected file " + expected + "; -Dgolden.update=true writes it");
                }
                check.run(input, expected, mode);
            }));
        });
        return tests;
    }

    private DynamicTest stray(String file) {
        return DynamicTest.dynamicTest(file, () -> {
            throw new AssertionError(folder.resolve(file) + " belongs to no input *" + inputSuffix);
        });
    }

    private Set<String> list() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder.toAbsolutePath(), e);
        }
    }

    private static void compareJson(JsonNode actual, Path expected, GoldenMode mode) throws IOException {
        if (mode == GoldenMode.UPDATE) {
            Files.writeString(expected, GoldenJson.pretty(actual));
            return;
        }
        Assertions.assertThat(GoldenJson.normalForm(GoldenJson.parse(actual.toString())))
                .as(expected.toString())
                .isEqualTo(GoldenJson.normalForm(GoldenJson.parse(Files.readString(expected))));
    }

    private static void compareText(String actual, Path expected, GoldenMode mode) throws IOException {
        if (mode == GoldenMode.UPDATE) {
            Files.writeString(expected, actual);
            return;
        }
        Assertions.assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected));
    }

    private static void compareBytes(byte[] actual, Path expected, GoldenMode mode) throws IOException {
        if (mode == GoldenMode.UPDATE) {
            Files.write(expected, actual);
            return;
        }
        Assertions.assertThat(new String(actual, StandardCharsets.ISO_8859_1))
                .as(expected.toString())
                .isEqualTo(Files.readString(expected, StandardCharsets.ISO_8859_1));
    }

    private GoldenFiles with(String suffix, Check check) {
        Map<String, Check> more = new LinkedHashMap<>(checks);
        more.put(suffix, check);
        return new GoldenFiles(folder, inputSuffix, more, mode);
    }
}
