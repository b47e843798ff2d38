package dev.aiproxy.testkit.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One accepted connection. A reading thread parses requests and, because it never stops reading, sees at once when the
 * peer leaves; a writing thread answers them in order.
 */
final class UpstreamConnection {

    private final int number;
    private final Socket tcp;
    private final Socket socket;
    private final Script script;
    private final CompletableFuture<Long> peerLeft = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final LinkedBlockingQueue<Optional<RecordedRequest>> received = new LinkedBlockingQueue<>();

    /** {@code socket} is {@code tcp} itself or TLS on it; faults are made on {@code tcp}, below TLS. */
    UpstreamConnection(int number, Socket tcp, Socket socket, Script script) {
        this.number = number;
        this.tcp = tcp;
        this.socket = socket;
        this.script = script;
    }

    void readRequests() {
        try {
            if (socket instanceof SSLSocket tls) {
                handshake(tls);
            }
            WireInput in = new WireInput(socket.getInputStream());
            String line = in.readLine();
            while (line != null) {
                receive(line, in);
                line = in.readLine();
            }
        } catch (SocketException | EOFException | SSLException e) {
            // the peer went away inside a request or by reset: the same as a close
        } catch (IOException e) {
            script.problem(e);
        }
        leave();
    }

    private void handshake(SSLSocket tls) throws IOException {
        try {
            tls.startHandshake();
        } catch (IOException e) {
            script.problem(e);
            closeTcp();
            throw e;
        }
    }

    private void receive(String line, WireInput in) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("not a request line: " + line);
        }
        HeaderLines headers = in.readHeaders();
        if (headers.first("expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
            send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] body = in.body(headers, WireInput.Unframed.NO_BODY).readAllBytes();
        RecordedRequest.Origin origin = new RecordedRequest.Origin(number, serverName(), peerLeft);
        RecordedRequest request =
                new RecordedRequest(new RecordedRequest.RequestHead(words[0], words[1], headers), body, origin);
        script.record(request);
        received.add(Optional.of(request));
    }

    private Optional<String> serverName() {
        if (socket instanceof SSLSocket tls && tls.getSession() instanceof ExtendedSSLSession session) {
            return session.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .findFirst();
        }
        return Optional.empty();
    }

    void writeReplies() {
        try {
            Optional<RecordedRequest> request = received.take();
            while (request.isPresent() && answer(request.get())) {
                request = received.take();
            }
        } catch (InterruptedException e) {
            closeTcp();
        } finally {
            received.forEach(request -> request.ifPresent(RecordedRequest::abandonReply));
        }
    }

    /** Whether the connection can carry another exchange. */
    private boolean answer(RecordedRequest request) throws InterruptedException {
        ReplyWriter.Outcome outcome = ReplyWriter.Outcome.BROKEN_OFF;
        try {
            outcome = new ReplyWriter(script.reply(request), new ConnectionSink(request)).write();
        } catch (IOException e) {
            leave();
        }
        if (outcome == ReplyWriter.Outcome.BROKEN_OFF) {
            request.abandonReply();
        } else {
            request.completeReply();
        }
        return outcome == ReplyWriter.Outcome.REUSABLE;
    }

    private void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** The peer is gone: says when, unless this side closed first. */
    private void leave() {
        peerLeft.complete(System.nanoTime());
        closeTcp();
    }

    boolean isOpen() {
        return !gone.isDone();
    }

    /** Closes with FIN from any thread, whatever the two threads are doing. */
    void closeTcp() {
        peerLeft.cancel(false);
        try {
            tcp.close();
        } catch (IOException e) {
            script.problem(e);
        }
        gone.complete(null);
        received.add(Optional.empty());
    }

    private final class ConnectionSink implements ReplySink {

        private final RecordedRequest request;

        ConnectionSink(RecordedRequest request) {
            this.request = request;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            for (int at = 0; at < bytes.length; at += Delivery.LARGEST_WRITE) {
                int length = Math.min(Delivery.LARGEST_WRITE, bytes.length - at);
                out.write(bytes, at, length);
                request.countWritten(length);
            }
            out.flush();
        }

        @Override
        public boolean pass(Gate gate) throws InterruptedException {
            return gate.pass(gone);
        }

        @Override
        public boolean pause(Duration time) throws InterruptedException {
            if (time.isZero()) {
                return isOpen();
            }
            try {
                gone.get(time.toNanos(), TimeUnit.NANOSECONDS);
                return false;
            } catch (TimeoutException e) {
                return true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("never completed exceptionally", e);
            }
        }

        @Override
        public void stall() throws InterruptedException {
            try {
                gone.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("never completed exceptionally", e);
            }
        }

        @Override
        public void reset() throws IOException {
            tcp.setSoLinger(true, 0);
            closeTcp();
        }

        @Override
        public void close() throws IOException {
            peerLeft.cancel(false);
            if (isOpen()) {
                socket.shutdownOutput();
            }
            closeTcp();
        }
    }
}
