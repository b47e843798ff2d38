package dev.aiproxy.testkit.tck;

import static dev.aiproxy.testkit.tck.FormatSetup.FOREIGN;
import static dev.aiproxy.testkit.tck.FormatSetup.HELLO;
import static dev.aiproxy.testkit.tck.FormatSetup.UPSTREAM_MODEL;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An exchange in which codecs are called in the order that their contracts promise: an answer follows a request. */
final class FormatExchange extends CodecExchange {
    private static final int MAX_FRAME_BYTES = 1 << 20;
    private static final int AT_ONCE = Integer.MAX_VALUE;

    private final FormatSetup setup;

    FormatExchange(FormatSetup setup) {
        super(setup.codec(), endpoint(setup), UPSTREAM_MODEL, FOREIGN);
        this.setup = setup;
        asking(setup.query());
    }

    private static Endpoint endpoint(FormatSetup setup) {
        List<Endpoint> endpoints = setup.endpoints();
        return endpoints.isEmpty() ? Endpoint.post("/tck", Operation.CHAT) : endpoints.get(0);
    }

    static ObjectNode object(String body) {
        return (ObjectNode) Json.parse(body);
    }

    /** A client's side that has read a request. */
    ClientCodec asked() {
        ClientCodec client = client();
        client.readRequest(object(setup.samples().requests().get(0)));
        return client;
    }

    /** An upstream's side that has written a request, for a stream. */
    UpstreamCodec asking() {
        return asking(HELLO);
    }

    private UpstreamCodec asking(ChatRequest request) {
        UpstreamCodec upstream = setup.codec().upstream(streaming(), state());
        upstream.writeRequest(request);
        return upstream;
    }

    /** What the gateway knows of an upstream that is asked for a stream. */
    TargetFacts streaming() {
        TargetFacts known = target();
        IdSource ids = known.ids();
        return new TargetFacts(known.provider(), UPSTREAM_MODEL, true, FOREIGN, NOW, ids);
    }

    PassthroughTap tap() {
        TargetFacts known = streaming();
        return setup.codec()
                .tap(facts(), new TargetFacts("test", UPSTREAM_MODEL, true, setup.format(), NOW, known.ids()));
    }

    ChatResponse answer(String body) {
        return asking().readResponse(Json.parse(body));
    }

    List<ChatEvent> events(String body) {
        return events(
                body.getBytes(StandardCharsets.UTF_8), AT_ONCE, setup.samples().framing());
    }

    List<ChatEvent> events(byte[] body, int slice) {
        return events(body, slice, setup.samples().framing());
    }

    private List<ChatEvent> events(byte[] body, int slice, Framing framing) {
        List<ChatEvent> events = new ArrayList<>();
        StreamReader reader = asking().reader();
        frames(body, slice, framing, frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    static void frames(byte[] body, int slice, Framing framing, Consumer<Frame> sink) {
        FrameDecoder decoder = framing.decoder(MAX_FRAME_BYTES);
        for (int from = 0; from < body.length; from += Math.min(slice, body.length)) {
            int length = Math.min(slice, body.length - from);
            decoder.feed(ByteBuffer.wrap(body, from, length), sink);
        }
        decoder.end(sink);
    }

    static ChatResponse collected(List<ChatEvent> events) {
        ChatCollector collector = new ChatCollector();
        events.forEach(collector);
        return collector.response();
    }

    /** What a client of the format reads of this answer, told by the format's own upstream side. */
    ChatResponse echoed(ChatResponse response) {
        JsonNode written = asked().writeResponse(response);
        return asking().readResponse(Json.parse(Json.text(written)));
    }

    /** The client's stream of these events, whole. */
    String streamed(List<ChatEvent> events) {
        ClientCodec client = asked();
        FramedSink sink = new FramedSink(client.framing());
        StreamWriter writer = client.writer();
        events.forEach(event -> writer.write(event, sink));
        return sink.closed();
    }

    /** The events of a stream that was written for a client. */
    List<ChatEvent> reread(String written) {
        return events(written.getBytes(StandardCharsets.UTF_8), AT_ONCE, client().framing());
    }
}
