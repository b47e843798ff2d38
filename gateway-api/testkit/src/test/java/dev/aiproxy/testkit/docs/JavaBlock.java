package dev.aiproxy.testkit.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Java file shown in a document. */
final class JavaBlock extends SimpleJavaFileObject {
    private static final Pattern FILE = Pattern.compile("```java\\n(package ([\\w.]+);.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE =
            Pattern.compile("^(?:public )?(?:final )?(?:class|interface|record) (\\w+)", Pattern.MULTILINE);

    private final String text;

    private JavaBlock(URI uri, String text) {
        super(uri, Kind.SOURCE);
        this.text = text;
    }

    /** The blocks that are whole files, in order. */
    static List<JavaBlock> in(Path document) throws IOException {
        List<JavaBlock> blocks = new ArrayList<>();
        Matcher file = FILE.matcher(Files.readString(document));
        while (file.find()) {
            Matcher type = TYPE.matcher(file.group(1));
            if (!type.find()) {
                throw new IllegalArgumentException(document + " shows a Java file without a type");
            }
            String folder = file.group(2).replace('.', '/');
            blocks.add(new JavaBlock(URI.create("string:///" + folder + "/" + type.group(1) + ".java"), file.group(1)));
        }
        return blocks;
    }

    /** Compiles the blocks with this test's class path; what the compiler says, warnings included. */
    static List<String> compile(List<JavaBlock> blocks, Path classes) {
        if (blocks.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("--release", "17", "-proc:none", "-Xlint:all", "-d", classes.toString());
        compiler.getTask(null, null, said, options, null, blocks).call();
        return said.getDiagnostics().stream().map(JavaBlock::line).toList();
    }

    private static String line(Diagnostic<? extends JavaFileObject> said) {
        String source = said.getSource() == null ? "" : said.getSource().getName();
        return source + ":" + said.getLineNumber() + ": " + said.getMessage(null);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
