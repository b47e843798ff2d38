package dev.aiproxy.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A plugin in several versions, made outside the build against the distribution's sdk. Its model {@code story} says its version
 * again and again, as many times and with as many milliseconds between as the last message says ({@code 200 5}). A version that
 * ends in {@code -bad} fails when it is closed.
 */
final class StoryPlugin {
    static final String CONFIG = "story:\n  -\n";

    private StoryPlugin() {}

    /** The jar of a version. */
    static Path jar(Path folder, String version) throws IOException {
        Path work = Files.createDirectories(folder.resolve("story-" + version));
        return new AuthoredPlugin()
                .manifest("Plugin-Id", "story")
                .manifest("Plugin-Version", version)
                .entry("META-INF/services/dev.aiproxy.api.provider.ProviderFactory", "acme.Story\n")
                .source(work, "acme.Story", SOURCE.replace("VERSION", version))
                .writeTo(work.resolve("story.jar"));
    }

    /** Puts a jar into a plugins folder as a careful operator does: under another name first. */
    static void install(Path jar, Path plugins) throws IOException {
        Path incoming = plugins.resolve(".story.part");
        Files.copy(jar, incoming, StandardCopyOption.REPLACE_EXISTING);
        Files.move(incoming, plugins.resolve("story.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    static String request(int words, int pauseMillis) {
        return """
            {"model":"story","stream":true,"messages":[{"role":"user","content":"%d %d"}]}""".formatted(words, pauseMillis);
    }

    private static final String SOURCE = """
            package acme;
            import dev.aiproxy.api.chat.*;
            import dev.aiproxy.api.provider.*;
            import java.util.List;
            public final class Story implements ProviderFactory {
                public ProviderSpec spec() {
                    return ProviderSpec.builder("story").configSection("story").apiKey(ApiKeyUse.NONE).build();
                }
                public Provider create(ProviderContext context) {
                    return new Teller();
                }
                static final class Teller implements LocalProvider {
                    public List<String> models() {
                        return List.of("story");
                    }
                    public void close() {
                        if ("VERSION".endsWith("-bad")) {
                            throw new LinkageError("while it is closed");
                        }
                    }
                    public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws InterruptedException {
                        String[] told = request.messages().get(0).text().split(" ");
                        sink.emit(new ChatEvent.Start(null, call.upstreamModel(), null));
                        for (int i = 0; i < Integer.parseInt(told[0]); i++) {
                            sink.emit(new ChatEvent.TextDelta(0, new Word().toString()));
                            Thread.sleep(Integer.parseInt(told[1]));
                        }
                        sink.emit(new ChatEvent.Finish(0, FinishReason.STOP, null));
                    }
                }
                static final class Word {
                    public String toString() {
                        return "<VERSION>";
                    }
                }
            }
            """;
}
