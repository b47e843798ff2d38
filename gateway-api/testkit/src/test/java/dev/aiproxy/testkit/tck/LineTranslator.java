package dev.aiproxy.testkit.tck;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A small format with a stream of lines, kept right, or broken at one rule. */
public class LineTranslator implements Translator {
    static final WireFormat FORMAT = WireFormat.of("line");

    private static final AtomicInteger CALLS = new AtomicInteger();

    private final @Nullable String broken;

    public LineTranslator() {
        this(null);
    }

    LineTranslator(@Nullable String broken) {
        this.broken = broken;
    }

    final boolean breaks(String rule) {
        return rule.equals(broken);
    }

    /** Another number at every call, as no translator may use one. */
    static int next() {
        return CALLS.incrementAndGet();
    }

    @Override
    public WireFormat format() {
        return FORMAT;
    }

    @Override
    public List<Endpoint> endpoints() {
        String path = breaks("translator/format-1") ? "/line" + next() : "/line";
        return List.of(Endpoint.post(path, Operation.CHAT));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(new Codec());
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        String said = body == null ? "" : body.path("error").asString("");
        String message = said.isEmpty() && !breaks("translator/errors-1") ? "status " + status : said;
        return UpstreamError.of(status == 200 ? 502 : status, message);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        String message = breaks("translator/errors-2") ? "something failed" : error.message();
        return new ErrorReply(error.status(), Headers.none(), Json.object().put("error", message));
    }

    private final class Codec implements ChatCodec {
        @Override
        public ClientCodec client(RequestFacts facts, OpaqueState state) {
            return new LineClient(LineTranslator.this);
        }

        @Override
        public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
            return new LineUpstream(LineTranslator.this, facts);
        }

        @Override
        public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
            return new LineTap(LineTranslator.this);
        }
    }
}
