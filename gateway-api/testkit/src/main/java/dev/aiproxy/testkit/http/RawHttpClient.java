package dev.aiproxy.testkit.http;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One client connection under full control of the test: exact bytes out, and bytes in only when the test asks for them,
 * so that a client that reads slowly, stops reading, half-closes or resets can be played. Reads wait at most the {@link
 * #timeout} (10 s) and then throw {@link SocketTimeoutException}. Used by one thread; {@link #abort} and {@link #close}
 * may come from another.
 */
public final class RawHttpClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Socket tcp;
    private final Socket socket;
    private final String host;
    private final WireInput in;
    private final SseParser events = new SseParser();
    private final Queue<SseEvent> parsedEvents = new ArrayDeque<>();
    private InputStream body = InputStream.nullInputStream();

    private RawHttpClient(Socket tcp, Socket socket, String host) throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.host = host;
        this.in = new WireInput(socket.getInputStream());
        timeout(TIMEOUT);
    }

    /** Connects to a plain http URL; only its host and port matter. */
    public static RawHttpClient connect(URI url) throws IOException {
        return connect(url, 0);
    }

    /** Connects with a bounded receive buffer in the operating system, for back-pressure tests; 0 leaves it alone. */
    public static RawHttpClient connect(URI url, int receiveBufferBytes) throws IOException {
        Socket tcp = open(url, receiveBufferBytes);
        return new RawHttpClient(tcp, tcp, url.getHost() + ":" + url.getPort());
    }

    /** Connects to an https URL, trusting only this identity and checking the URL's host name against it. */
    public static RawHttpClient connectTls(URI url, TlsIdentity trusted) throws IOException {
        Socket tcp = open(url, 0);
        SSLSocket tls = (SSLSocket)
                trusted.clientContext().getSocketFactory().createSocket(tcp, url.getHost(), url.getPort(), false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(url.getHost())));
        tls.setSSLParameters(parameters);
        try {
            tls.startHandshake();
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
        return new RawHttpClient(tcp, tls, url.getHost() + ":" + url.getPort());
    }

    private static Socket open(URI url, int receiveBufferBytes) throws IOException {
        Socket socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), (int) TIMEOUT.toMillis());
        return socket;
    }

    /** How long each later read waits for a byte. */
    public RawHttpClient timeout(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        return this;
    }

    /** Sends exactly these bytes. */
    public RawHttpClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends exactly this text as UTF-8. */
    public RawHttpClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a GET; each header is a whole line such as {@code X-Name: value}. */
    public RawHttpClient get(String target, String... headers) throws IOException {
        return send(head("GET", target, headers) + "\r\n");
    }

    /** Sends a POST of a JSON body with its length; each header is a whole line. */
    public RawHttpClient post(String target, byte[] json, String... headers) throws IOException {
        boolean typed = Arrays.stream(headers).anyMatch(line -> line.regionMatches(true, 0, "content-type:", 0, 13));
        String type = typed ? "" : "Content-Type: application/json\r\n";
        byte[] head = (head("POST", target, headers) + type + "Content-Length: " + json.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, message, head.length, json.length);
        return send(message);
    }

    /** Sends a POST of a JSON text with its length; each header is a whole line. */
    public RawHttpClient post(String target, String json, String... headers) throws IOException {
        return post(target, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    private String head(String method, String target, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String line : headers) {
            text.append(line).append("\r\n");
        }
        return text.toString();
    }

    /** Reads the next head, 1xx heads included; {@link #body()} then gives its body. */
    public ResponseHead readHead() throws IOException {
        ResponseHead head = ResponseHead.of(in.requireLine(), in.readHeaders());
        boolean bodiless = head.status() / 100 == 1 || head.status() == 204 || head.status() == 304;
        body = bodiless ? InputStream.nullInputStream() : in.body(head.headers(), WireInput.Unframed.UNTIL_CLOSE);
        return head;
    }

    /** The decoded body behind the last head, read from the socket only as far as the caller reads. */
    public InputStream body() {
        return body;
    }

    /** Reads exactly this many decoded body bytes, or fewer when the body ends. */
    public byte[] readBytes(int count) throws IOException {
        return body.readNBytes(count);
    }

    /** Reads the rest of the body; a broken one is told by {@link ResponseBody#end}, only a time-out throws. */
    public ResponseBody readBody() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResponseBody.End end = drain(bytes);
        return new ResponseBody(bytes.toByteArray(), end);
    }

    private ResponseBody.End drain(ByteArrayOutputStream bytes) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            return ResponseBody.End.COMPLETE;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (EOFException e) {
            return ResponseBody.End.TRUNCATED;
        } catch (SocketException | SSLException e) {
            return ResponseBody.End.RESET;
        } catch (IOException e) {
            return ResponseBody.End.MALFORMED;
        }
    }

    /** Reads a whole response, skipping 1xx heads. */
    public Response readResponse() throws IOException {
        ResponseHead head = readHead();
        while (head.status() / 100 == 1) {
            head = readHead();
        }
        return new Response(head, readBody());
    }

    /**
     * A head with its body.
     *
     * @param head status line and headers
     * @param body the body
     */
    public record Response(ResponseHead head, ResponseBody body) {

        /** The status code. */
        public int status() {
            return head.status();
        }
    }

    /** Reads the body up to the end of the next event; null when the body ends before. */
    public @Nullable SseEvent nextEvent() throws IOException {
        byte[] one = new byte[1];
        while (parsedEvents.isEmpty()) {
            if (body.read(one) < 0) {
                return null;
            }
            parsedEvents.addAll(events.feed(one));
        }
        return parsedEvents.remove();
    }

    /** Reads whatever comes, undecoded, until the peer closes; a reset ends it as well. */
    public byte[] readRawToEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body = in.stream();
        drain(bytes);
        return bytes.toByteArray();
    }

    /** Whether the peer closes or resets the connection before it sends another byte; waits for either. */
    public boolean isClosedByPeer() throws IOException {
        try {
            return in.stream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException | SSLException e) {
            return true;
        }
    }

    /** Sends FIN and keeps reading. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Resets the connection (RST). */
    public void abort() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }

    /** Closes the connection (FIN). */
    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
