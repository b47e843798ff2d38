package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A format of which only the endpoints matter. */
record FakeTranslator(WireFormat format, List<Endpoint> endpoints) implements Translator {
    FakeTranslator(String format, Endpoint... endpoints) {
        this(WireFormat.of(format), List.of(endpoints));
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return UpstreamError.of(status, "any");
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), Json.object());
    }
}
