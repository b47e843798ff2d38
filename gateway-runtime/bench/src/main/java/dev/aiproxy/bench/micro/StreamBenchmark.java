package dev.aiproxy.bench.micro;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Framing;
import java.nio.ByteBuffer;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** Streams of a hundred events, each read by itself, as it arrives, and written by itself. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamBenchmark {
    @Param({"openai", "claude", "gemini", "openai-responses", "ollama"})
    public String format = Formats.CHAT;

    private List<ByteBuffer> stream = List.of();
    private List<ChatEvent> canonical = List.of();
    private Framing framing = Framing.sse();
    private Sink sink = new Sink(framing);
    private UpstreamCodec upstream = Samples.asked(Formats.CHAT, true);
    private ClientCodec client = Samples.asking(Formats.CHAT, true);

    /** The codecs have read and written their requests before; of each, every stream has a reader or writer of its own. */
    @Setup
    public void load() {
        stream = Samples.stream(format);
        canonical = Samples.canonical(Formats.CLAUDE);
        framing = Formats.framing(format);
        sink = new Sink(framing);
        upstream = Samples.asked(format, true);
        client = Samples.asking(format, true);
    }

    /** Passing it on: cut into frames, with an eye on its usage. */
    @Benchmark
    public void watch(Blackhole hole) {
        PassthroughTap tap = Formats.tap(format, true);
        Samples.decode(framing, stream, frame -> hole.consume(tap.frame(frame)));
        hole.consume(tap.usage());
    }

    /** From a provider's bytes to canonical events. */
    @Benchmark
    public void read(Blackhole hole) {
        StreamReader reader = upstream.reader();
        Samples.decode(framing, stream, frame -> reader.read(frame, hole::consume));
        reader.end(hole::consume);
    }

    /** From canonical events to a client's bytes. */
    @Benchmark
    public int write() {
        StreamWriter writer = client.writer();
        for (ChatEvent event : canonical) {
            writer.write(event, sink);
        }
        return sink.drain();
    }
}
