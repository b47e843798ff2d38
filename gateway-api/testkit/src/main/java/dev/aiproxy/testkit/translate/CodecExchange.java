package dev.aiproxy.testkit.translate;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What surrounds a codec in the gateway, with a fixed clock, numbered ids and a state that keeps everything, so that a test sees the
 * same bytes every time. Each call makes a fresh codec, as the gateway does for every exchange and attempt; ids and state go on.
 * Extend it with what the tests of a format say often. Serves one thread.
 */
public class CodecExchange {
    /** When every request arrives: 2023-11-14T22:13:20Z. */
    public static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final ChatCodec codec;
    private final Endpoint endpoint;
    private final OpaqueState state = new MapState();
    private Map<String, String> query = Map.of();
    private String upstreamModel;
    private WireFormat client;
    private int lastId;

    /**
     * An exchange of one format.
     *
     * @param endpoint where the client called
     * @param upstreamModel the model that requests are written for, until {@link #toModel} names another
     * @param client whose client it is that requests are written for, until {@link #forClient} names another
     */
    public CodecExchange(ChatCodec codec, Endpoint endpoint, String upstreamModel, WireFormat client) {
        this.codec = codec;
        this.endpoint = endpoint;
        this.upstreamModel = upstreamModel;
        this.client = client;
    }

    /**
     * From now on, requests are written for this model.
     *
     * @return this exchange
     */
    public final CodecExchange toModel(String model) {
        upstreamModel = model;
        return this;
    }

    /**
     * From now on, requests are written for a client of this format.
     *
     * @return this exchange
     */
    public final CodecExchange forClient(WireFormat format) {
        client = format;
        return this;
    }

    /**
     * From now on, the client asks with this query.
     *
     * @return this exchange
     */
    public final CodecExchange asking(Map<String, String> parameters) {
        query = Map.copyOf(parameters);
        return this;
    }

    /** What the gateway knows of the client's request: that it asks for {@code asked-model} and for a stream. */
    public final RequestFacts facts() {
        return new RequestFacts("req-1", endpoint, "asked-model", true, Map.of(), query, Headers.none(), NOW, ids());
    }

    /** What the gateway knows of the upstream, a provider {@code test} that is not asked for a stream. */
    public final TargetFacts target() {
        return new TargetFacts("test", upstreamModel, false, client, NOW, ids());
    }

    private IdSource ids() {
        return prefix -> prefix + ++lastId;
    }

    /** The state that all codecs of this exchange share. */
    public final OpaqueState state() {
        return state;
    }

    /** A fresh client's side. */
    public final ClientCodec client() {
        return codec.client(facts(), state);
    }

    /** A fresh upstream's side. */
    public final UpstreamCodec upstream() {
        return codec.upstream(target(), state);
    }

    /** What a client asks with this body, which is a JSON object. */
    public final ChatRequest read(String body) {
        return client().readRequest((ObjectNode) Json.parse(body));
    }

    /** The body that asks an upstream. */
    public final ObjectNode write(ChatRequest request) {
        return upstream().writeRequest(request);
    }

    /** What an upstream answers with this body. */
    public final ChatResponse readResponse(String body) {
        return upstream().readResponse(Json.parse(body));
    }

    /** The events of an upstream's stream that arrives at once. */
    public final List<ChatEvent> readStream(String body) {
        return readStream(body.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    /**
     * The events of an upstream's stream that arrives in slices.
     *
     * @param body server-sent events, or a JSON array if it begins as one
     * @param slice the bytes in each slice
     */
    public final List<ChatEvent> readStream(byte[] body, int slice) {
        boolean array = body.length > 0 && body[0] == '[';
        return readStream(body, slice, array ? Framing.jsonArray() : Framing.sse());
    }

    /**
     * The events of an upstream's stream that arrives in slices.
     *
     * @param slice the bytes in each slice
     * @param framing what tells the stream's frames apart
     */
    public final List<ChatEvent> readStream(byte[] body, int slice, Framing framing) {
        List<ChatEvent> events = new ArrayList<>();
        StreamReader reader = upstream().reader();
        FrameDecoder decoder = framing.decoder(MAX_FRAME_BYTES);
        for (int from = 0; from < body.length; from += Math.min(slice, body.length)) {
            int length = Math.min(slice, body.length - from);
            decoder.feed(ByteBuffer.wrap(body, from, length), frame -> reader.read(frame, events::add));
        }
        decoder.end(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    /** The complete answer that an upstream's stream amounts to. */
    public final ChatResponse collectStream(String body) {
        ChatCollector collector = new ChatCollector();
        readStream(body).forEach(collector);
        return collector.response();
    }

    /** The client's stream for these events, as event-stream text. */
    public final String writeStream(List<ChatEvent> events) {
        return writeStream(client().writer(), events);
    }

    /** What a writer makes of these events, as event-stream text. */
    public final String writeStream(StreamWriter writer, List<ChatEvent> events) {
        SseSink sink = new SseSink();
        events.forEach(event -> writer.write(event, sink));
        return sink.written();
    }
}
