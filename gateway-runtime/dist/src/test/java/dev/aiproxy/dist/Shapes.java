package dev.aiproxy.dist;

import dev.aiproxy.dist.shapes.AzureShape;
import dev.aiproxy.dist.shapes.BedrockShape;
import dev.aiproxy.dist.shapes.LinesShape;
import dev.aiproxy.dist.shapes.LinesTranslator;
import dev.aiproxy.dist.shapes.LocalShape;
import dev.aiproxy.dist.shapes.VertexShape;
import dev.aiproxy.testkit.gateway.PluginJar;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Gateways with the plugins of {@code dev.aiproxy.dist.shapes}, each packed into a jar and loaded in isolation. */
final class Shapes {
    private static final Path CHAT_PLUGIN = Path.of("../../plugins/openai/target/classes");

    private Shapes() {}

    /** A gateway with all shapes and the Chat format; {@code folder} takes the jars. */
    static TestGateway.Builder gateway(Path folder) throws IOException {
        List<Class<?>> lines = classes("LinesUpstream", "LinesClient", "LinesTap");
        return TestGateway.bare()
                .jar(chatPlugin(folder))
                .jar(PluginJar.write(folder, "azure-shape", List.of(AzureShape.class), List.of()))
                .jar(PluginJar.write(folder, "bedrock-shape", List.of(BedrockShape.class), List.of()))
                .jar(PluginJar.write(folder, "vertex-shape", List.of(VertexShape.class), List.of()))
                .jar(PluginJar.write(folder, "lines-shape", List.of(LinesShape.class, LinesTranslator.class), lines))
                .jar(PluginJar.write(folder, "local-shape", List.of(LocalShape.class), List.of()));
    }

    private static List<Class<?>> classes(String... names) {
        return Stream.of(names).<Class<?>>map(Shapes::named).toList();
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(LinesShape.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException absent) {
            throw new AssertionError(absent);
        }
    }

    /** The Chat format as it was compiled, so that these tests need no package. */
    static Path chatPlugin(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", "openai");
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        Path jar = folder.resolve("openai.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> walk = Files.walk(CHAT_PLUGIN)) {
            for (Path source : walk.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(CHAT_PLUGIN.relativize(source).toString().replace('\\', '/')));
                Files.copy(source, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** A whole Chat call. */
    static RawHttpClient.Response ask(URI gateway, String model, boolean stream) throws IOException {
        try (var client = RawHttpClient.connect(gateway)) {
            return begin(client, model, stream).readResponse();
        }
    }

    /** Sends a Chat request. */
    static RawHttpClient begin(RawHttpClient client, String model, boolean stream) throws IOException {
        return client.post(
                "/v1/chat/completions",
                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                        .formatted(model, stream));
    }

    /** What a Chat stream says. */
    static String text(RawHttpClient.Response response) {
        StringBuilder text = new StringBuilder();
        for (var event : response.body().sse().events()) {
            var json = event.json();
            if (json != null) {
                text.append(json.at("/choices/0/delta/content").asString(""));
            }
        }
        return text.toString();
    }
}
