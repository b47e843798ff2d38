package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The format of the TCK's own client, which shows an answer as the canonical conversation has it: a stream is a line for each event.
 * The gateways of the TCK load it as a plugin, so it uses nothing but the API.
 */
public final class EventTranslator implements Translator {
    /** Where the client calls. */
    static final String PATH = "/tck";

    private static final WireFormat FORMAT = WireFormat.of("tck");

    /** As a service is made. */
    public EventTranslator() {}

    @Override
    public WireFormat format() {
        return FORMAT;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post(PATH, Operation.CHAT));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(new Codec());
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return UpstreamError.of(status, "status " + status);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), error(error));
    }

    static ObjectNode error(GatewayError error) {
        return Json.object()
                .put("message", error.message())
                .put("code", error.code().name());
    }

    private static final class Codec implements ChatCodec {
        @Override
        public ClientCodec client(RequestFacts facts, OpaqueState state) {
            return new Client();
        }

        @Override
        public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
            throw GatewayException.unsupported("model", "no upstream speaks the format 'tck'");
        }

        @Override
        public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
            throw GatewayException.unsupported("model", "no upstream speaks the format 'tck'");
        }
    }

    private static final class Client implements ClientCodec {
        @Override
        public ChatRequest readRequest(ObjectNode body) {
            return ChatRequest.of(
                    List.of(Message.text(Role.USER, Fields.of(body).requiredText("say"))));
        }

        @Override
        public JsonNode writeResponse(ChatResponse response) {
            return Json.object()
                    .put("text", response.first().text())
                    .put("reason", response.first().finishReason().name())
                    .put("input", response.usage().inputTokens())
                    .put("output", response.usage().outputTokens());
        }

        @Override
        public StreamWriter writer() {
            return new EventLines();
        }

        @Override
        public Framing framing() {
            return Framing.ndjson();
        }
    }
}
