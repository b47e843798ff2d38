package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An exchange of this format. */
final class Exchange extends CodecExchange {
    static final WireFormat CLAUDE = WireFormat.of("claude");
    static final WireFormat GEMINI = WireFormat.of("gemini");

    Exchange() {
        super(new ResponsesFormat(), Endpoint.post("/v1/responses", Operation.CHAT), "upstream-model", CLAUDE);
    }

    /** The events' data as a stream, named after their type. */
    static String sse(String... data) {
        return SseEvent.typed(List.of(data)).stream().map(SseEvent::render).collect(Collectors.joining());
    }

    /** What a client of a request with this body is streamed. */
    String writeStream(String request, List<ChatEvent> events) {
        ClientCodec client = client();
        client.readRequest((ObjectNode) Json.parse(request));
        return writeStream(client.writer(), events);
    }

    /** The response in the last event of a stream. */
    static JsonNode last(String stream) {
        List<SseEvent> events = SseParser.parse(stream).events();
        return Json.parse(events.get(events.size() - 1).data()).path("response");
    }
}
