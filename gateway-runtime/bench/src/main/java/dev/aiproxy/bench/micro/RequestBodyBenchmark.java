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

    /** The kilobytes of an image in it; 0 for the small request and answer. */
    @Param({"0", "5120"})
    public int imageKilobytes;

    private byte[] body = {};
    private byte[] answer = {};
    private RequestBody scanned = RequestBody.scan("{}".getBytes(UTF_8), 0, 2, UNIQUE);

    @Setup
    public void load() {
        String image = imageKilobytes == 0 ? "" : "\"image\":\"" + "iVBORw0K".repeat(imageKilobytes * 128) + "\",";
        body = with(image, Samples.request(Formats.CHAT));
        answer = with(image, Samples.answer(Formats.CHAT));
        scanned = RequestBody.scan(body, 0, body.length, UNIQUE);
    }

    private static byte[] with(String members, byte[] object) {
        return ("{" + members + new String(object, UTF_8).substring(1)).getBytes(UTF_8);
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
        members.read(ByteBuffer.wrap(answer));
        return members.object();
    }
}
