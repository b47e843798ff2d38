package dev.aiproxy.bench.micro;

import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Json;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.ObjectNode;

/** From bytes in one format to bytes in another: a request, and a whole answer. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TranslationBenchmark {
    /** The client's format, then the provider's. */
    @Param({
        "chat-claude",
        "claude-chat",
        "chat-gemini",
        "gemini-chat",
        "chat-ollama",
        "ollama-chat",
        "chat-responses",
        "responses-claude"
    })
    public String route = "";

    private String client = "";
    private String provider = "";
    private byte[] request = {};
    private byte[] answer = {};

    @Setup
    public void load() {
        String from = route.substring(0, route.indexOf('-'));
        String to = route.substring(from.length() + 1);
        client = format(from);
        provider = format(to);
        request = Samples.request(client);
        answer = Samples.answer(provider);
    }

    private static String format(String name) {
        return switch (name) {
            case "chat" -> Formats.CHAT;
            case "claude" -> Formats.CLAUDE;
            case "gemini" -> Formats.GEMINI;
            case "ollama" -> Formats.OLLAMA;
            default -> Formats.RESPONSES;
        };
    }

    @Benchmark
    public byte[] request() {
        ClientCodec from = Formats.client(client, false);
        UpstreamCodec to = Formats.upstream(provider, client, false);
        return Json.bytes(to.writeRequest(from.readRequest((ObjectNode) Json.parse(request))));
    }

    @Benchmark
    public byte[] answer() {
        ClientCodec to = Formats.client(client, false);
        UpstreamCodec from = Formats.upstream(provider, client, false);
        return Json.bytes(to.writeResponse(from.readResponse(Json.parse(answer))));
    }
}
