package dev.aiproxy.bench.micro;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.ConfigSchema;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.LoadResult;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import dev.aiproxy.runtime.routing.Permit;
import dev.aiproxy.runtime.routing.Router;
import dev.aiproxy.runtime.routing.RoutingMemory;
import dev.aiproxy.runtime.routing.Strategies;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** From a model's name to a healthy candidate, in turn, and the note that it answered. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    /** What one of many credentials serves: with as many as there are, each model has four of them. */
    private static final int MODELS_EACH = 40;

    @Param({"1", "1000"})
    public int credentials;

    @Param({"1", "10000"})
    public int models;

    private Router router = new Router(List.of(), settings(), new RoutingMemory(Clock.systemUTC()));
    private final List<String> names = new ArrayList<>();
    private int next;

    @Setup
    public void load() {
        IntStream.range(0, models).mapToObj(i -> "model-" + i).forEach(names::add);
        List<Router.Offer> offers = new ArrayList<>();
        for (ProviderConfig provider : config().providers()) {
            ProviderEntry entry = new ProviderEntry(provider.providerId(), "bench", new NoProvider());
            provider.credentials().forEach(credential -> offers.add(new Router.Offer(entry, credential)));
        }
        router = new Router(offers, settings(), new RoutingMemory(Clock.systemUTC()));
    }

    private static Router.Settings settings() {
        return new Router.Settings(Strategies.named("round-robin").orElseThrow(), false, Map.of());
    }

    /** Each model is served by all credentials if there are few of either, else by several. */
    private GatewayConfig config() {
        int served = credentials > 1 ? Math.min(models, MODELS_EACH) : models;
        String yaml = IntStream.range(0, credentials)
                .mapToObj(i -> "  - { name: c" + i + ", models: [" + models(i, served) + "] }")
                .collect(Collectors.joining("\n", "bench:\n", "\n"));
        ProviderSpec spec = ProviderSpec.builder("bench")
                .configSection("bench")
                .apiKey(ApiKeyUse.NONE)
                .build();
        Surroundings surroundings = new Surroundings(Map.of(), Path.of("."), Path.of("."), List.of());
        LoadResult result = new ConfigLoader(surroundings)
                .load(
                        new ConfigSource.Text("bench", yaml),
                        ConfigSchema.of(List.of(spec)),
                        CommandLineOverrides.none());
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded.config();
        }
        throw new IllegalStateException(result.toString());
    }

    private String models(int credential, int served) {
        return IntStream.range(0, served)
                .mapToObj(i -> names.get((credential * served + i) % models))
                .collect(Collectors.joining(", "));
    }

    @Benchmark
    public Candidate pick() {
        next = next + 1 == models ? 0 : next + 1;
        Permit permit = router.choices(names.get(next), List.of(), any -> true, Operation.CHAT)
                .next(any -> true)
                .orElseThrow();
        permit.succeeded();
        return permit.candidate();
    }
}
