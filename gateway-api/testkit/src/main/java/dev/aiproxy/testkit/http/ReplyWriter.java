package dev.aiproxy.testkit.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one reply as its {@link Delivery} says. Used once, by the connection's writing thread. */
final class ReplyWriter {

    private final Reply reply;
    private final Delivery delivery;
    private final ReplySink sink;
    private long offset;

    ReplyWriter(Reply reply, ReplySink sink) {
        this.reply = reply;
        this.delivery = reply.delivery();
        this.sink = sink;
    }

    enum Outcome {
        /** Written to its end; the connection may carry another exchange. */
        REUSABLE,
        /** Written to its end, connection closed. */
        CLOSED,
        /** Not written to its end. */
        BROKEN_OFF
    }

    Outcome write() throws IOException, InterruptedException {
        if (!passed(delivery.gates().get(Ending.BEFORE_HEAD))) {
            return Outcome.BROKEN_OFF;
        }
        Ending ending = delivery.ending();
        if (ending != null && ending.beforeHead()) {
            breakOff(ending.fault());
            return Outcome.BROKEN_OFF;
        }
        sink.write(reply.renderHead());
        if (reply.head().bodyAllowed() && !writeBody()) {
            return Outcome.BROKEN_OFF;
        }
        if (reply.after() == Reply.AfterReply.CLOSE) {
            sink.close();
            return Outcome.CLOSED;
        }
        return Outcome.REUSABLE;
    }

    private boolean writeBody() throws IOException, InterruptedException {
        BodyFeed feed = reply.feed();
        while (true) {
            if (!passed(delivery.gates().get(offset))) {
                return false;
            }
            if (delivery.endsAt(offset)) {
                breakOff(Objects.requireNonNull(delivery.ending()).fault());
                return false;
            }
            byte[] slice = feed.next(delivery.sliceAt(offset));
            if (slice.length == 0) {
                writeEnd();
                return true;
            }
            if (!writeSlice(slice)) {
                return false;
            }
        }
    }

    private boolean writeSlice(byte[] slice) throws IOException, InterruptedException {
        boolean mayWrite = passed(delivery.everySlice()) && (offset == 0 || sink.pause(delivery.pause()));
        if (mayWrite) {
            sink.write(reply.head().framing() == Framing.CHUNKED ? chunk(slice) : slice);
            offset += slice.length;
        }
        return mayWrite;
    }

    private void writeEnd() throws IOException {
        if (reply.head().framing() == Framing.CHUNKED) {
            sink.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private boolean passed(@Nullable Gate gate) throws InterruptedException {
        return gate == null || sink.pass(gate);
    }

    private void breakOff(Ending.Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case RESET -> sink.reset();
            case CLOSE -> sink.close();
            case STALL -> sink.stall();
            case BROKEN_CHUNK -> {
                sink.write("no-size\r\n".getBytes(StandardCharsets.ISO_8859_1));
                sink.close();
            }
        }
    }

    private static byte[] chunk(byte[] slice) {
        byte[] size = (Integer.toHexString(slice.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] chunk = new byte[size.length + slice.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(slice, 0, chunk, size.length, slice.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }
}
