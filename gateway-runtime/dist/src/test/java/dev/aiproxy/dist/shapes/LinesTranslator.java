package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The format of {@link LinesShape}: {@code {"model", "stream", "turns": [{"who", "say"}]}}, answered with lines. */
public final class LinesTranslator implements Translator {
    @Override
    public WireFormat format() {
        return WireFormat.of("lines");
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/lines/say", Operation.CHAT));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(new Codec());
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        String text = body == null ? "" : body.path("oops").asString("");
        return UpstreamError.of(status == 200 ? 500 : status, text.isEmpty() ? "no reason given" : text);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), Json.object().put("oops", error.message()));
    }

    static final class Codec implements ChatCodec {
        @Override
        public ClientCodec client(RequestFacts facts, OpaqueState state) {
            return new LinesClient();
        }

        @Override
        public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
            return new LinesUpstream(facts);
        }

        @Override
        public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
            return new LinesTap();
        }
    }
}
