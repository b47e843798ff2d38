package dev.aiproxy.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request after a fixed time, or never. */
final class TinyServer implements AutoCloseable {
    static final long NEVER = 60_000;

    private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final long millis;

    TinyServer(long millis) throws IOException {
        this.millis = millis;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            closed.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader input = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            OutputStream output = socket.getOutputStream();
            while (readHead(input) && !closed.await(millis, TimeUnit.MILLISECONDS)) {
                output.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(UTF_8));
            }
        } catch (IOException | InterruptedException e) {
            closed.countDown();
        }
    }

    private boolean readHead(BufferedReader input) throws IOException {
        String line = input.readLine();
        if (line == null) {
            return false;
        }
        requests.incrementAndGet();
        while (!input.readLine().isEmpty()) {}
        return true;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
