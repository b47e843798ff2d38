package dev.aiproxy.dist.faults;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
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
import tools.jackson.databind.node.ObjectNode;

/** A format for clients, who choose with {@code ?fault=} which method fails. */
public final class FaultyFormat implements Translator {
    /** The model whose absence makes even the rendering of errors fail. */
    public static final String UNSPEAKABLE = "unspeakable";

    @Override
    public WireFormat format() {
        return WireFormat.of("faulty-format");
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/faulty", Operation.CHAT));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(new Codec());
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return UpstreamError.of(status, "failed");
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        boolean speechless = error.message().contains(UNSPEAKABLE);
        ErrorReply reply =
                new ErrorReply(error.status(), Headers.none(), Json.object().put("faulty", error.message()));
        return Fault.in("writeError", speechless ? "writeError-throws" : null, reply);
    }

    static final class Codec implements ChatCodec {
        @Override
        public ClientCodec client(RequestFacts facts, OpaqueState state) {
            String fault = facts.queryParameter("fault").orElse("");
            return Fault.in("client", fault, new Client(fault));
        }

        @Override
        public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
            throw new IllegalStateException("no upstream speaks this");
        }

        @Override
        public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
            throw new IllegalStateException("no upstream speaks this");
        }
    }

    record Client(String fault) implements ClientCodec {
        @Override
        public ChatRequest readRequest(ObjectNode body) {
            return Fault.in("readRequest", fault, ChatRequest.of(List.of(Message.text(Role.USER, "hello"))));
        }

        @Override
        public JsonNode writeResponse(ChatResponse response) {
            return Fault.in(
                    "writeResponse",
                    fault,
                    Json.object().put("said", response.first().text()));
        }

        @Override
        public StreamWriter writer() {
            return Fault.in("writer", fault, new Writer(fault));
        }
    }

    record Writer(String fault) implements StreamWriter {
        @Override
        public void write(ChatEvent event, EventSink sink) {
            sink.event(null, Fault.in("write", fault, Json.object().put("said", event.toString())));
        }

        @Override
        public void fail(GatewayError error, EventSink sink) {
            sink.event(null, Json.object().put("faulty", error.message()));
        }
    }
}
