package dev.aiproxy.runtime.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A server that does to each connection exactly what the test says, on a thread of its own. */
final class RawPeer implements AutoCloseable {
    /** What happens to one connection; the socket is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void run(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** The last script serves every further connection. */
    RawPeer(Script... perConnection) {
        this(ServerSocketFactory.getDefault(), perConnection);
    }

    /** The same behind TLS. */
    RawPeer(SSLContext tls, Script... perConnection) {
        this(tls.getServerSocketFactory(), perConnection);
    }

    private RawPeer(ServerSocketFactory sockets, Script... perConnection) {
        try {
            server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        scripts.addAll(List.of(perConnection));
        start(this::accept);
    }

    /** Reads the request and answers with these bytes, then closes. */
    static Script answers(String raw) {
        return socket -> {
            readRequest(socket);
            write(socket, raw);
        };
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/x?secret=1");
    }

    int connections() {
        return sockets.size();
    }

    /** Head and body of one request. */
    static String readRequest(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the client left");
            }
            text.append((char) b);
        }
        int at = text.indexOf("content-length: ");
        if (at >= 0) {
            int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
            text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    static void write(Socket socket, String raw) throws IOException {
        socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Blocks until the other side has closed, and discards what it still sends. */
    static void awaitClose(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // a reset is a close, too
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Script script = scripts.size() > 1 ? scripts.remove() : scripts.element();
                start(() -> serve(socket, script));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            script.run(socket);
        } catch (IOException e) {
            // the client left, which is what some tests want
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-peer");
        thread.setDaemon(true);
        thread.start();
    }
}
