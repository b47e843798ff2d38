package dev.aiproxy.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the load generator, with at most one request under way. */
final class ClientConnection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ResponseReader answer = new ResponseReader();
    private ByteBuffer output = NOTHING;
    private long due;
    private int number;
    private boolean busy;
    private boolean firstSeen;

    private ClientConnection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
        key.attach(this);
    }

    static ClientConnection open(int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        return new ClientConnection(channel, channel.register(selector, SelectionKey.OP_READ));
    }

    void send(ByteBuffer request, int requestNumber, long dueAt) throws IOException {
        answer.reset();
        output = request;
        number = requestNumber;
        due = dueAt;
        busy = true;
        firstSeen = false;
        flush();
    }

    void flush() throws IOException {
        channel.write(output);
        int interest = output.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /** Reads what is there; whether that completed the answer. */
    boolean read(ByteBuffer scratch) throws IOException {
        boolean complete = false;
        while (!complete) {
            scratch.clear();
            int count = channel.read(scratch);
            if (count < 0) {
                throw new IOException(busy ? "the connection ended before the answer" : "the connection ended");
            }
            scratch.flip();
            complete = answer.read(scratch.duplicate());
            if (count < scratch.capacity()) {
                break;
            }
        }
        busy &= !complete;
        return complete;
    }

    /** True once for each answer, when its body has begun. */
    boolean takeFirst() {
        boolean now = answer.bodyBegan() && !firstSeen;
        firstSeen |= now;
        return now;
    }

    int status() {
        return answer.status();
    }

    long due() {
        return due;
    }

    int number() {
        return number;
    }

    boolean busy() {
        return busy;
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
