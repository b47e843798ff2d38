package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Framing;

/** What is said in the format of lines. */
final class LineSamples {
    static final FormatSamples ALL = FormatSamples.none()
            .framedBy(Framing.ndjson())
            .withRequest("""
                    {"model":"asked-model","stream":true,"turns":[{"role":"SYSTEM","text":"Be brief."},
                      {"role":"USER","text":"Hello there"}]}""")
            .withAnswer(
                    "{\"text\":\"Hi there\",\"finish\":\"STOP\",\"input\":9,\"output\":5}", "Hi there", Usage.of(9, 5))
            .withStream("""
                    {"text":"Hi"}
                    {"text":" there"}
                    {"finish":"STOP","input":9,"output":5}
                    {"done":true}
                    """, "Hi there", Usage.of(9, 5))
            .withError(503, "{\"error\":\"overloaded\"}")
            .withErrorStream("{\"text\":\"Hi\"}\n{\"error\":\"overloaded\"}\n");
    static final String SCHEMA = """
            {"type":"object","required":["model","turns"],"additionalProperties":false,"properties":{
              "model":{"type":"string"},"stream":{"type":"boolean"},"turns":{"type":"array"}}}""";

    private LineSamples() {}
}
