package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A provider without a network; its models are the ways in which it behaves. It keeps a journal for the test to read. */
public final class LocalShape implements ProviderFactory {
    /** How large each event of the flood is. */
    public static final int FLOOD_CHARS = 16 * 1024;

    /** How many events the flood would have. */
    public static final int FLOOD_EVENTS = 8192;

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("local-shape")
                .configSection("local-shape")
                .apiKey(ApiKeyUse.NONE)
                .credentialOptions(
                        OptionSpec.required("journal", OptionSpec.Type.STRING, "Where it writes what it did."))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Local();
    }

    static final class Local implements LocalProvider {
        @Override
        public List<String> models() {
            return List.of(
                    "says", "ends", "blocks", "stalls", "throws", "throws-late", "fails", "fails-late", "floods");
        }

        @Override
        public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws Exception {
            Path journal = Path.of(call.credential().options().get("journal", String.class));
            note(journal, "began");
            try {
                behave(call.upstreamModel(), journal, sink);
            } catch (InterruptedException over) {
                note(journal, "interrupted");
                throw over;
            }
        }

        private static void behave(String model, Path journal, ChatSink sink) throws Exception {
            switch (model) {
                case "blocks" -> new CountDownLatch(1).await();
                case "stalls" -> {
                    begin(sink);
                    new CountDownLatch(1).await();
                }
                case "throws" -> throw new IllegalStateException("out of order");
                case "throws-late" -> {
                    begin(sink);
                    throw new IllegalStateException("out of order");
                }
                case "fails" -> sink.emit(new ChatEvent.Failed(UpstreamError.of(529, "all seats are taken")));
                case "fails-late" -> {
                    begin(sink);
                    sink.emit(new ChatEvent.Failed(UpstreamError.of(529, "all seats are taken")));
                }
                case "floods" -> flood(journal, sink);
                default -> say(sink, model.equals("ends"));
            }
        }

        private static void begin(ChatSink sink) throws InterruptedException {
            sink.emit(new ChatEvent.Start(null, "local", null));
            sink.emit(new ChatEvent.TextDelta(0, "one "));
        }

        private static void say(ChatSink sink, boolean withEnd) throws InterruptedException {
            begin(sink);
            sink.emit(new ChatEvent.TextDelta(0, "two"));
            sink.emit(new ChatEvent.Finish(0, FinishReason.STOP, null));
            if (withEnd) {
                sink.emit(new ChatEvent.End());
            }
        }

        private static void flood(Path journal, ChatSink sink) throws Exception {
            String text = "x".repeat(FLOOD_CHARS);
            sink.emit(new ChatEvent.Start(null, "local", null));
            for (int i = 0; i < FLOOD_EVENTS; i++) {
                sink.emit(new ChatEvent.TextDelta(0, text));
                note(journal, "emitted");
            }
        }

        private static void note(Path journal, String line) throws IOException {
            Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
