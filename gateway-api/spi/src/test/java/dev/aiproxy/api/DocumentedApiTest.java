package dev.aiproxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentedApiTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../testkit/src/main/java"})
    void everyPublicTypeMemberAndRecordComponentIsDocumented(String sources) throws IOException {
        assertThat(gaps(Path.of(sources))).isEmpty();
    }

    @Test
    void everyKindOfGapIsNamed() throws IOException {
        Files.writeString(folder.resolve("Sample.java"), """
                package sample;
                public interface Sample {
                    int LIMIT = 1;
                    void call();
                    /** Fine. */ enum Kind { ONE }
                    /** Half.
                     * @param left fine */
                    record Pair(int left, int right) {
                        @Override public String toString() { return ""; }
                        private void hidden() {}
                    }
                }
                final class Internal { public void hidden() {} }
                """);

        assertThat(gaps(folder))
                .containsExactlyInAnyOrder(
                        "Sample", "Sample.LIMIT", "Sample.call", "Sample.Kind.ONE", "Sample.Pair: @param right");
    }

    private static List<String> gaps(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> tree = Files.walk(sources)) {
            List<Path> units =
                    tree.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(units));
            DocumentationGaps gaps = new DocumentationGaps(Trees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                gaps.scan(unit, null);
            }
            return gaps.found();
        }
    }
}
