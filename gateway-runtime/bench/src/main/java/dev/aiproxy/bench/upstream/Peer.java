package dev.aiproxy.bench.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the upstream, with the stream that it is sent. */
final class Peer {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final RequestReader request = new RequestReader();
    private ByteBuffer output = ByteBuffer.allocate(0);
    private StreamScript script = StreamScript.chat(3);
    private int next;
    private boolean streaming;
    private long interval;
    private long due;

    Peer(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
        key.attach(this);
    }

    /** Reads what is there; whether a request is complete. */
    boolean read(ByteBuffer scratch) throws IOException {
        boolean complete = false;
        while (!complete) {
            scratch.clear();
            int count = channel.read(scratch);
            if (count < 0) {
                throw new IOException("the peer is gone");
            }
            complete = request.read(scratch.flip());
            if (count < scratch.capacity()) {
                break;
            }
        }
        return complete;
    }

    RequestReader request() {
        return request;
    }

    void answer(ByteBuffer whole) throws IOException {
        request.reset();
        write(whole);
    }

    /** Sends the stream's first event; the others are due one by one, the first of them after so much of the interval. */
    void begin(StreamScript stream, long intervalNanos, double part) throws IOException {
        script = stream;
        interval = intervalNanos;
        next = 0;
        streaming = true;
        due = System.nanoTime() - (long) (interval * (1 - part));
        step();
    }

    /** Sends the event that is due, unless the one before is still on its way; whether it was sent. */
    boolean step() throws IOException {
        due += interval;
        if (output.hasRemaining()) {
            return false;
        }
        write(script.write(next));
        next++;
        if (next == script.events()) {
            streaming = false;
            request.reset();
        }
        return true;
    }

    void flush() throws IOException {
        channel.write(output);
        int interest = output.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    boolean streaming() {
        return streaming;
    }

    long due() {
        return due;
    }

    void close() throws IOException {
        streaming = false;
        key.cancel();
        channel.close();
    }

    private void write(ByteBuffer bytes) throws IOException {
        output = bytes;
        flush();
    }
}
