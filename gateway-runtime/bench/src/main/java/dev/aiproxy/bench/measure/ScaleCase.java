package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Gateway;
import dev.aiproxy.bench.process.GatewayConfig;
import dev.aiproxy.bench.report.Figure;
import java.util.List;
import java.util.Map;

/** What a request costs with many credentials and client keys, and with many models, against one of each. */
final class ScaleCase implements Case {
    private static final int KEYS = 1_000;
    private static final int MODELS = 10_000;
    private static final String ONE = "one of each";

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String description() {
        return "many credentials, keys and models";
    }

    @Override
    public void measure(Stage stage, Findings findings) {
        try (Gateway one = spawn(stage, "scale-one", 1, 1, 1);
                Gateway keys = spawn(stage, "scale-keys", KEYS, 1, KEYS);
                Gateway models = spawn(stage, "scale-models", 1, MODELS, 1)) {
            String many = KEYS + " credentials and client keys";
            String named = MODELS + " models";
            Rounds rounds = new Rounds(
                    stage::send,
                    stage.effort(),
                    List.of(
                            contender(stage, ONE, one, "00000", "00000", 1),
                            contender(stage, many, keys, "@N@", "00000", KEYS),
                            contender(stage, named, models, "00000", "@N@", MODELS)));
            rounds.warmUp();
            rounds.saturate(Work.REQUESTS);
            findings.samples(name(), rounds);
            report(rounds, many, findings);
            report(rounds, named, findings);
        }
    }

    private static void report(Rounds rounds, String contender, Findings findings) {
        double one = rounds.of(ONE).median(Series.CPU);
        double own = rounds.of(contender).median(Series.CPU);
        findings.add(Figure.ratio(contender + ", against " + ONE, "CPU per request", "µs", one, own, null));
    }

    private static Gateway spawn(Stage stage, String name, int credentials, int models, int keys) {
        return stage.spawn(name, GatewayConfig.scaled(stage.ports(), stage.certificate(), credentials, models, keys))
                .awaitReady();
    }

    private static Contender contender(
            Stage stage, String name, Gateway gateway, String key, String model, int variants) {
        Map<String, String> headers = Map.of("Authorization", "Bearer bench-client-key-" + key);
        String body = stage.body("chat", "gpt-model-" + model);
        LoadSpec load = LoadSpec.post(gateway.port(), "/v1/chat/completions", headers, body)
                .withVariants(variants);
        return new Contender(name, load, "chatcmpl-", 1, gateway.server());
    }
}
