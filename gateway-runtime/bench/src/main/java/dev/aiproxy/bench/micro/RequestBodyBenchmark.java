package dev.aiproxy.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.runtime.json.RequestBody;
import dev.aiproxy.runtime.json.SmallMembers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What passthrough does with a request's body, and with the usage in an answer's. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestBodyBenchmark {
    private static final Set<String> UNIQUE = Set.of("model", "stream");
    private static final List<JsonEdit> EDITS =
            List.of(JsonEdit.set(Json.nodes().stringNode("another-model"), "model"));
    private static final int LEVELS = 500;

    /** The kilobytes of an image in it; 0 for the small request. */
    @Param({"0", "5120"})
    public int imageKilobytes;

    private byte[] body = {};
    private RequestBody scanned = RequestBody.scan("{}".getBytes(UTF_8), 0, 2, UNIQUE);

    @Setup
    public void load() {
        String image = imageKilobytes == 0 ? "" : "\"image\":\"" + "iVBORw0K".repeat(imageKilobytes * 128) + "\",";
        String small = new String(Formats.request("chat"), UTF_8);
        body = ("{" + image + small.substring(1)).getBytes(UTF_8);
        scanned = RequestBody.scan(body, 0, body.length, UNIQUE);
    }

    @Benchmark
    public Optional<String> peek() {
        RequestBody read = RequestBody.scan(body, 0, body.length, UNIQUE);
        read.requireDepth(LEVELS);
        read.bool("stream");
        return read.string("model");
    }

    @Benchmark
    public ByteBuffer splice() {
        return scanned.splice(EDITS);
    }

    @Benchmark
    public @Nullable ByteBuffer smallMembers() {
        SmallMembers members = new SmallMembers();
        members.read(ByteBuffer.wrap(body));
        return members.object();
    }
}
