package dev.aiproxy.bench.micro;

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

/** Cutting a stream of a hundred events into frames: the same events in each framing, each given to the decoder by itself. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FramingBenchmark {
    @Param({"sse", "ndjson", "json-array"})
    public String name = "sse";

    private List<ByteBuffer> stream = List.of();
    private Framing framing = Framing.sse();

    @Setup
    public void load() {
        framing = switch (name) {
            case "ndjson" -> Framing.ndjson();
            case "json-array" -> Framing.jsonArray();
            default -> Framing.sse();
        };
        stream = Samples.framed(framing);
    }

    @Benchmark
    public void decode(Blackhole hole) {
        Samples.decode(framing, stream, hole::consume);
    }
}
