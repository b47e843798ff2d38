package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.testkit.http.TlsIdentity;
import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/2 client over TLS that does only what it is told: it reads, makes room, resets and leaves when the test says so. The
 * connection as a whole has room enough; each stream has as much as was given to it.
 */
final class Http2Client implements AutoCloseable {
    static final int NO_ERROR = 0;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PIECE = 16384;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final HpackDecoder decoder = new HpackDecoder();
    private final Map<Integer, Answer> answers = new HashMap<>();
    private int nextId = 1;
    private int goneAway = -1;

    /** What has come of an answer so far. */
    static final class Answer {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean ended;
        private int reset = -1;

        Map<String, String> headers() {
            return headers;
        }

        int status() {
            return Integer.parseInt(headers.getOrDefault(":status", "0"));
        }

        String text() {
            return body.toString(UTF_8);
        }

        /** The code of its reset, -1 for none. */
        int resetCode() {
            return reset;
        }

        private boolean over() {
            return ended || reset >= 0;
        }
    }

    private Http2Client(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /** @param room bytes that each stream may send before it is given more */
    static Http2Client connect(URI gateway, TlsIdentity trusted, int room) throws IOException {
        SSLSocket socket = (SSLSocket)
                trusted.clientContext().getSocketFactory().createSocket(gateway.getHost(), gateway.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IOException("the server chose " + socket.getApplicationProtocol());
        }
        Http2Client client = new Http2Client(socket);
        client.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        byte[] initialWindow =
                ByteBuffer.allocate(6).putShort((short) 4).putInt(room).array();
        client.frame(SETTINGS, 0, 0, initialWindow);
        client.room(0, 1 << 30);
        return client;
    }

    /** Asks with JSON; returns the stream. */
    int post(String path, String json, String... headers) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        int id = open("POST", path, false, headers);
        for (int at = 0; at < body.length; at += PIECE) {
            int end = Math.min(body.length, at + PIECE);
            frame(DATA, end == body.length ? END_STREAM : 0, id, java.util.Arrays.copyOfRange(body, at, end));
        }
        return id;
    }

    int get(String path, String... headers) throws IOException {
        return open("GET", path, true, headers);
    }

    /** Sends a head. */
    int open(String method, String path, boolean end, String... headers) throws IOException {
        int id = nextId;
        nextId += 2;
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "https");
        literal(block, ":authority", "localhost");
        literal(block, ":path", path);
        literal(block, "content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            literal(block, headers[i], headers[i + 1]);
        }
        answers.put(id, new Answer());
        head(id, block.toByteArray(), end ? END_STREAM : 0);
        return id;
    }

    private void head(int id, byte[] block, int flags) throws IOException {
        int first = Math.min(PIECE, block.length);
        frame(
                HEADERS,
                flags | (first == block.length ? END_HEADERS : 0),
                id,
                java.util.Arrays.copyOfRange(block, 0, first));
        for (int at = first; at < block.length; at += PIECE) {
            int end = Math.min(block.length, at + PIECE);
            frame(
                    CONTINUATION,
                    end == block.length ? END_HEADERS : 0,
                    id,
                    java.util.Arrays.copyOfRange(block, at, end));
        }
    }

    /** A header that is not indexed and not compressed. */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        int rest = text.length() - 127;
        block.write(Math.min(127, text.length()));
        if (rest >= 0) {
            for (; rest >= 128; rest >>= 7) {
                block.write(rest & 127 | 128);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(ISO_8859_1));
    }

    void data(int id, byte[] bytes, boolean end) throws IOException {
        frame(DATA, end ? END_STREAM : 0, id, bytes);
    }

    void reset(int id) throws IOException {
        frame(RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(CANCEL).array());
    }

    /** Lets a stream send so much more; 0 stands for the connection. */
    void room(int id, int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, id, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    private void frame(int type, int flags, int id, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(id).put(payload);
        out.write(frame.array());
        out.flush();
    }

    /** Waits for the head of an answer. */
    Answer head(int id) throws IOException {
        Answer answer = answer(id);
        while (answer.headers.isEmpty() && !answer.over()) {
            readFrame();
        }
        return answer;
    }

    /** Waits until so many bytes of the body are there. */
    Answer await(int id, int bytes) throws IOException {
        Answer answer = answer(id);
        while (answer.body.size() < bytes && !answer.over() && goneAway < 0) {
            readFrame();
        }
        return answer;
    }

    /** Waits for the end of an answer. */
    Answer whole(int id) throws IOException {
        Answer answer = answer(id);
        while (!answer.over()) {
            readFrame();
        }
        return answer;
    }

    /** Waits until the server says goodbye, and returns its reason. */
    int goodbye() throws IOException {
        while (goneAway < 0) {
            readFrame();
        }
        return goneAway;
    }

    private Answer answer(int id) {
        return answers.get(id);
    }

    private void readFrame() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        Answer answer = answers.get(in.readInt());
        byte[] payload = in.readNBytes(length);
        switch (type) {
            case DATA -> answer.body.write(payload);
            case HEADERS -> decode(payload, answer);
            case RST_STREAM -> answer.reset = ByteBuffer.wrap(payload).getInt();
            case GOAWAY -> goneAway = ByteBuffer.wrap(payload).getInt(4);
            case SETTINGS -> acknowledge(SETTINGS, flags, new byte[0]);
            case PING -> acknowledge(PING, flags, payload);
            default -> {}
        }
        if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
            answer.ended = true;
        }
    }

    private void acknowledge(int type, int flags, byte[] payload) throws IOException {
        if ((flags & ACK) == 0) {
            frame(type, ACK, 0, payload);
        }
    }

    private void decode(byte[] block, Answer answer) throws IOException {
        decoder.setHeaderEmitter((name, value, sensitive) -> answer.headers.put(name.toString(), value));
        try {
            decoder.decode(ByteBuffer.wrap(block), false);
        } catch (HpackException broken) {
            throw new IOException(broken);
        }
    }

    /** Leaves without a word. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
