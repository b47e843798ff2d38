package dev.aiproxy.plugin.openai;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import dev.aiproxy.plugin.openai.responses.ResponsesErrors;
import dev.aiproxy.plugin.openai.responses.ResponsesFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The wire format of OpenAI's Responses API. */
public final class ResponsesTranslator implements Translator {
    static final WireFormat FORMAT = ResponsesFormat.ID;

    private final ChatCodec chat = new ResponsesFormat();

    @Override
    public WireFormat format() {
        return FORMAT;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/responses", Operation.CHAT),
                stored("GET", "/v1/responses/{id}"),
                stored("DELETE", "/v1/responses/{id}"),
                stored("POST", "/v1/responses/{id}/cancel"),
                stored("GET", "/v1/responses/{id}/input_items"));
    }

    private static Endpoint stored(String method, String path) {
        return new Endpoint(
                method,
                path,
                Operation.STORED,
                new Endpoint.ModelLocation.Nowhere(),
                new Endpoint.StreamMode.Never(),
                null);
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(chat);
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return ResponsesErrors.read(status, body);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), OpenAiErrors.write(error));
    }
}
