package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.WireFormat;

/** The conversations of {@code /api/chat}. */
public final class OllamaFormat implements ChatCodec {
    /** The format's name. */
    public static final WireFormat ID = WireFormat.of("ollama");

    @Override
    public ClientCodec client(RequestFacts facts, OpaqueState state) {
        return new OllamaClient(facts, new Seals(state));
    }

    @Override
    public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
        return new OllamaUpstream(facts);
    }

    @Override
    public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
        return new OllamaTap();
    }
}
