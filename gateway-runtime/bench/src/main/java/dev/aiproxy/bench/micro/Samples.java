package dev.aiproxy.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.bench.upstream.StaticAnswers;
import dev.aiproxy.bench.upstream.StreamScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * One conversation in each format: what the load generator and its upstreams send where they know the format, else what the gateway
 * makes of the Chat one.
 */
final class Samples {
    static final int EVENTS = 100;

    private static final int MAX_FRAME = 1 << 20;

    private Samples() {}

    static byte[] request(String format) {
        return switch (format) {
            case Formats.CHAT -> resource("chat");
            case Formats.CLAUDE -> resource("claude");
            case Formats.RESPONSES -> resource("responses");
            default -> {
                ClientCodec chat = Formats.client(Formats.CHAT, false);
                UpstreamCodec codec = Formats.upstream(format, Formats.CHAT, false);
                yield Json.bytes(codec.writeRequest(chat.readRequest(parse(resource("chat")))));
            }
        };
    }

    static byte[] answer(String format) {
        return switch (format) {
            case Formats.CHAT -> StaticAnswers.CHAT.getBytes(UTF_8);
            case Formats.CLAUDE -> StaticAnswers.CLAUDE.getBytes(UTF_8);
            case Formats.GEMINI -> StaticAnswers.GEMINI.getBytes(UTF_8);
            default -> {
                UpstreamCodec chat = asked(Formats.CHAT, false);
                yield Json.bytes(asking(format, false)
                        .writeResponse(chat.readResponse(Json.parse(StaticAnswers.CHAT.getBytes(UTF_8)))));
            }
        };
    }

    /** A stream of a hundred events, each in a buffer of its own. */
    static List<ByteBuffer> stream(String format) {
        return switch (format) {
            case Formats.CHAT -> scripted(StreamScript.chat(EVENTS));
            case Formats.CLAUDE -> scripted(StreamScript.claude(EVENTS));
            default -> rendered(format, canonical(Formats.CHAT));
        };
    }

    /** A Chat stream's events in whatever framing, but for its end mark, which is no JSON. */
    static List<ByteBuffer> framed(Framing framing) {
        FrameEncoder encoder = framing.encoder();
        List<ByteBuffer> framed = new ArrayList<>();
        decode(Framing.sse(), stream(Formats.CHAT), frame -> {
            if (!frame.text().equals("[DONE]")) {
                framed.add(framed(encoder, frame.text().getBytes(UTF_8)));
            }
        });
        framed.add(ByteBuffer.wrap(encoder.close()));
        return framed;
    }

    private static ByteBuffer framed(FrameEncoder encoder, byte[] payload) {
        byte[] before = encoder.before(null);
        byte[] after = encoder.after();
        return ByteBuffer.allocate(before.length + payload.length + after.length)
                .put(before)
                .put(payload)
                .put(after)
                .flip();
    }

    /** The events that a stream in that format means. */
    static List<ChatEvent> canonical(String format) {
        List<ChatEvent> events = new ArrayList<>();
        StreamReader reader = asked(format, true).reader();
        decode(Formats.framing(format), stream(format), frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    static void decode(Framing framing, List<ByteBuffer> stream, Consumer<Frame> frames) {
        FrameDecoder decoder = framing.decoder(MAX_FRAME);
        for (ByteBuffer bytes : stream) {
            decoder.feed(bytes.duplicate(), frames);
        }
        decoder.end(frames);
    }

    /** The side towards a client that has asked. */
    static ClientCodec asking(String format, boolean stream) {
        ClientCodec codec = Formats.client(format, stream);
        codec.readRequest(parse(request(format)));
        return codec;
    }

    /** The side towards a provider that was asked by a Chat client. */
    static UpstreamCodec asked(String format, boolean stream) {
        UpstreamCodec codec = Formats.upstream(format, Formats.CHAT, stream);
        ClientCodec chat = Formats.client(Formats.CHAT, stream);
        codec.writeRequest(chat.readRequest(parse(resource(stream ? "chat-stream" : "chat"))));
        return codec;
    }

    private static List<ByteBuffer> scripted(StreamScript script) {
        List<ByteBuffer> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(ByteBuffer.wrap(script.event(i)));
        }
        return events;
    }

    private static List<ByteBuffer> rendered(String format, List<ChatEvent> events) {
        StreamWriter writer = asking(format, true).writer();
        Sink sink = new Sink(Formats.framing(format));
        List<ByteBuffer> rendered = new ArrayList<>();
        for (ChatEvent event : events) {
            writer.write(event, sink);
            rendered.add(ByteBuffer.wrap(sink.take()));
        }
        return rendered;
    }

    private static ObjectNode parse(byte[] body) {
        return (ObjectNode) Json.parse(body);
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Samples.class.getResourceAsStream("/dev/aiproxy/bench/" + name + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("there is no request " + name);
            }
            return new String(stream.readAllBytes(), UTF_8)
                    .replace("@MODEL@", "model")
                    .getBytes(UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
