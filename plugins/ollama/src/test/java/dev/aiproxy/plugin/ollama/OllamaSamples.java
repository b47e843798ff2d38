package dev.aiproxy.plugin.ollama;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.testkit.tck.FormatSamples;

/** What is said in Ollama's format. */
final class OllamaSamples {
    private static final String TEXT = "Grüße, \"you\"";
    private static final Usage USAGE = Usage.of(9, 5);

    private OllamaSamples() {}

    static FormatSamples all() {
        return FormatSamples.none()
                .framedBy(Framing.ndjson())
                .withRequest("""
                        {"model":"asked-model","stream":true,"messages":[{"role":"system","content":"Be brief."},
                          {"role":"user","content":"Hello"},{"role":"assistant","content":"Hi"},
                          {"role":"user","content":"And you?"}],"options":{"temperature":0.5,"num_predict":50}}""")
                .withRequest("""
                        {"model":"asked-model","messages":[{"role":"user","content":"Weather?"},
                          {"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":{"name":"weather",
                            "arguments":{"city":"Oslo"}}}]},
                          {"role":"tool","tool_name":"weather","tool_call_id":"call_1","content":"rain"}],
                         "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}""")
                .withAnswer("""
                        {"model":"m","created_at":"2025-07-07T20:22:19.1Z","message":{"role":"assistant",
                         "content":"Grüße, \\"you\\""},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":5}""", TEXT, USAGE)
                .withStream(line("Grüße, ") + line("\\\"you\\\"") + """
                                {"model":"m","created_at":"2025-07-07T20:22:19Z","message":{"role":"assistant","content":""},\
                                "done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":5}
                                """, TEXT, USAGE)
                .withError(429, "{\"error\":\"too many requests\"}")
                .withErrorStream(line("Gr") + "{\"error\":\"the runner has terminated\"}\n");
    }

    private static String line(String content) {
        return "{\"model\":\"m\",\"created_at\":\"2025-07-07T20:22:19Z\",\"message\":{\"role\":\"assistant\",\"content\":\""
                + content + "\"},\"done\":false}\n";
    }
}
