package dev.aiproxy.bench.micro;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.bench.upstream.StreamScript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
import tools.jackson.databind.node.ObjectNode;

/** Streams of a hundred events, each given to the decoder by itself, as it arrives. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamBenchmark {
    private static final int EVENTS = 100;
    private static final int MAX_FRAME = 1 << 20;

    /** Whose stream it is. */
    @Param({"openai", "claude"})
    public String provider = "";

    private final List<ByteBuffer> events = new ArrayList<>();
    private final List<ChatEvent> canonical = new ArrayList<>();
    private final Sink sink = new Sink();

    @Setup
    public void load() {
        StreamScript script = provider.equals(Formats.CLAUDE) ? StreamScript.claude(EVENTS) : StreamScript.chat(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events.add(ByteBuffer.wrap(script.event(i)));
        }
        StreamReader reader = reader();
        decode(frame -> reader.read(frame, canonical::add));
        reader.end(canonical::add);
    }

    private StreamReader reader() {
        return Formats.upstream(provider, Formats.CHAT, true).reader();
    }

    private void decode(Consumer<Frame> frames) {
        FrameDecoder decoder = Framing.sse().decoder(MAX_FRAME);
        for (ByteBuffer event : events) {
            decoder.feed(event.duplicate(), frames);
        }
        decoder.end(frames);
    }

    @Benchmark
    public void decode(Blackhole hole) {
        decode(hole::consume);
    }

    @Benchmark
    public void watch(Blackhole hole) {
        PassthroughTap tap = Formats.tap(provider, true);
        decode(frame -> hole.consume(tap.frame(frame)));
        hole.consume(tap.usage());
    }

    @Benchmark
    public void read(Blackhole hole) {
        StreamReader reader = reader();
        decode(frame -> reader.read(frame, hole::consume));
        reader.end(hole::consume);
    }

    @Benchmark
    public int writeChat() {
        return write(Formats.CHAT, "chat-stream");
    }

    @Benchmark
    public int writeClaude() {
        return write(Formats.CLAUDE, "claude");
    }

    private int write(String client, String request) {
        ClientCodec codec = Formats.client(client, true);
        codec.readRequest((ObjectNode) Json.parse(Formats.request(request)));
        StreamWriter writer = codec.writer();
        for (ChatEvent event : canonical) {
            writer.write(event, sink);
        }
        return sink.drain();
    }
}
