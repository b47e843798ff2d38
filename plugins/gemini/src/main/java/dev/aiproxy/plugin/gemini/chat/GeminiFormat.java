package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.WireFormat;

/** {@code generateContent} and {@code streamGenerateContent}, both ways. */
public final class GeminiFormat implements ChatCodec {
    /** The name of the format. */
    public static final WireFormat ID = WireFormat.of("gemini");

    @Override
    public ClientCodec client(RequestFacts facts, OpaqueState state) {
        return new GeminiClient(facts, state);
    }

    @Override
    public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
        return new GeminiUpstream(facts);
    }

    @Override
    public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
        return new GeminiTap(target);
    }

    /** Whether a model is of the third generation or a later one. */
    public static boolean isThirdGeneration(String model) {
        return Model.of(model).version() >= 30;
    }

    /** Whether a client of this format wants its stream as one JSON array, which is what it gets without {@code alt=sse}. */
    public static boolean asksForArray(RequestFacts client) {
        boolean generates = client.endpoint().path().endsWith(":streamGenerateContent");
        return generates && !client.queryParameter("alt").orElse("json").equals("sse");
    }
}
