package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;

/** Responses, both ways. */
public final class ResponsesFormat implements ChatCodec {
    /** The name of the format. */
    public static final WireFormat ID = WireFormat.of("openai-responses");

    @Override
    public ClientCodec client(RequestFacts facts, OpaqueState state) {
        return new ResponsesClient(facts, state);
    }

    @Override
    public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
        return new ResponsesUpstream(facts);
    }

    @Override
    public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
        return new ResponsesTap(facts);
    }

    @Override
    public List<String> references(JsonBody body) {
        return StoredState.references(body);
    }
}
