package dev.aiproxy.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenFilesTest {

    @TempDir
    Path folder;

    @Test
    void everyPairIsATest() throws Exception {
        write("a.in.json", "{\"x\":1}");
        write("a.out.json", "{\"x\":1}");
        write("deep/b.in.json", "[]");
        write("deep/b.out.json", "[]");

        List<DynamicTest> tests = echo(GoldenMode.COMPARE).tests();

        assertThat(tests).extracting(DynamicTest::getDisplayName).containsExactly("a.out.json", "deep/b.out.json");
        assertThatCode(() -> run(tests)).doesNotThrowAnyException();
    }

    @Test
    void jsonIsComparedByMeaning() throws Exception {
        write("a.in.json", "{\"b\":[1.0,{\"d\":1e2,\"c\":null}],\"a\":\"x\"}");
        write("a.out.json", "{\n \"a\": \"x\", \"b\": [1, {\"c\": null, \"d\": 100}]}");

        assertThatCode(() -> run(echo(GoldenMode.COMPARE).tests())).doesNotThrowAnyException();
    }

    @Test
    void aDifferenceFailsAndNamesTheFile() throws Exception {
        write("a.in.json", "{\"x\":12345678901234567890.1}");
        write("a.out.json", "{\"x\":12345678901234567890.2}");

        assertThatThrownBy(() -> run(echo(GoldenMode.COMPARE).tests()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a.out.json")
                .hasMessageContaining("12345678901234567890.2");
    }

    @Test
    void anInputWithoutExpectedFileFails() throws Exception {
        write("a.in.json", "{}");

        assertThatThrownBy(() -> run(echo(GoldenMode.COMPARE).tests()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no expected file");
    }

    @Test
    void anExpectedFileWithoutInputFails() throws Exception {
        write("a.in.json", "{}");
        write("a.out.json", "{}");
        write("b.out.json", "{}");

        assertThatThrownBy(() -> run(echo(GoldenMode.COMPARE).tests()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("b.out.json belongs to no input");
    }

    @Test
    void anEmptyFolderIsNoSuccess() {
        assertThatThrownBy(() -> echo(GoldenMode.COMPARE).tests()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> GoldenFiles.in(folder.resolve("none"), GoldenMode.COMPARE)
                        .tests())
                .hasMessageContaining("cannot list");
    }

    @Test
    void textAndBytesAreComparedExactly() throws Exception {
        write("case/in.txt", "hi");
        write("case/out.txt", "hi");
        write("case/out.bin", "hi ");

        List<DynamicTest> tests = GoldenFiles.in(folder, GoldenMode.COMPARE)
                .inputs("/in.txt")
                .text("/out.txt", GoldenCase::text)
                .bytes("/out.bin", GoldenCase::bytes)
                .tests();

        assertThat(tests).extracting(DynamicTest::getDisplayName).containsExactly("case/out.txt", "case/out.bin");
        assertThatCode(() -> run(tests.subList(0, 1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> run(tests)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anUpdateWritesWhatIsCompared() throws Exception {
        write("a.in.json", "{\"x\":[1,2]}");

        run(echo(GoldenMode.UPDATE).tests());

        assertThat(Files.readString(folder.resolve("a.out.json"))).contains("\"x\" : [ 1, 2 ]");
        assertThatCode(() -> run(echo(GoldenMode.COMPARE).tests())).doesNotThrowAnyException();
    }

    @Test
    void anUpdateIsRefusedOnACiServer() {
        assertThat(GoldenMode.of(null, "true")).isEqualTo(GoldenMode.COMPARE);
        assertThat(GoldenMode.of("false", null)).isEqualTo(GoldenMode.COMPARE);
        assertThat(GoldenMode.of("true", null)).isEqualTo(GoldenMode.UPDATE);
        assertThatThrownBy(() -> GoldenMode.of("true", "1")).isInstanceOf(IllegalStateException.class);
    }

    private GoldenFiles echo(GoldenMode mode) {
        return GoldenFiles.in(folder, mode).json(".out.json", GoldenCase::json);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void run(List<DynamicTest> tests) throws Exception {
        for (DynamicTest test : tests) {
            try {
                test.getExecutable().execute();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
