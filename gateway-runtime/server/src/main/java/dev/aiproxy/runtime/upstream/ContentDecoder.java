package dev.aiproxy.runtime.upstream;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Undoes gzip or deflate piece by piece: fed with what came, asked for as much as can be taken. */
final class ContentDecoder implements AutoCloseable {
    private static final int TRAILER_BYTES = 8;
    private static final int ZLIB_METHOD = 8;

    private enum Expect {
        START,
        HEADER,
        DATA,
        TRAILER,
        NOTHING
    }

    private final boolean gzip;
    private final CRC32 checksum = new CRC32();
    private ByteBuffer input = ByteBuffer.allocate(0);
    private GzipHeader header = new GzipHeader();
    private @Nullable Inflater inflater;
    private Expect expect = Expect.START;
    private long trailer;
    private int trailerBytes;
    private boolean hungry = true;

    private ContentDecoder(boolean gzip) {
        this.gzip = gzip;
    }

    /** The decoder for a Content-Encoding, asked for or not; null for identity. */
    static @Nullable ContentDecoder of(String encoding) throws InvalidAnswerException {
        return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> new ContentDecoder(true);
            case "deflate" -> new ContentDecoder(false);
            default -> throw new InvalidAnswerException("a content encoding that was not asked for");
        };
    }

    /** Whether everything fed so far has been produced. */
    boolean hungry() {
        return hungry;
    }

    /** Gives input, when hungry; it must stay as it is until the decoder is hungry again. */
    void feed(ByteBuffer bytes) {
        input = bytes;
        hungry = false;
    }

    /** Produces into the buffer what fits; nothing is produced once it is hungry. */
    void produce(ByteBuffer out) throws InvalidAnswerException {
        boolean going = true;
        while (going && out.hasRemaining()) {
            going = step(out);
        }
    }

    /** Checks that the body was not cut. */
    void end() throws InvalidAnswerException {
        boolean whole = expect == Expect.NOTHING || expect == Expect.START;
        if (!whole) {
            throw new InvalidAnswerException("a compressed body that ends too early");
        }
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    private boolean step(ByteBuffer out) throws InvalidAnswerException {
        if (expect == Expect.DATA) {
            return inflate(out);
        }
        if (!input.hasRemaining()) {
            hungry = true;
            return false;
        }
        switch (expect) {
            case START -> start();
            case HEADER -> {
                if (header.take(input.get())) {
                    expect = Expect.DATA;
                }
            }
            case TRAILER -> trailer(input.get());
            case NOTHING -> more();
            case DATA -> throw new IllegalStateException();
        }
        return true;
    }

    private void start() {
        close();
        boolean bare = gzip || (input.get(input.position()) & 0x0f) != ZLIB_METHOD;
        inflater = new Inflater(bare);
        expect = gzip ? Expect.HEADER : Expect.DATA;
        header = new GzipHeader();
        checksum.reset();
        trailer = 0;
        trailerBytes = 0;
    }

    /** A gzip body may consist of several members. */
    private void more() throws InvalidAnswerException {
        if (!gzip) {
            throw new InvalidAnswerException("bytes after the compressed body");
        }
        start();
    }

    private boolean inflate(ByteBuffer out) throws InvalidAnswerException {
        Inflater running = Objects.requireNonNull(inflater);
        int from = out.position();
        try {
            running.setInput(input);
            running.inflate(out);
        } catch (DataFormatException e) {
            throw new InvalidAnswerException("a broken compressed body");
        }
        checksum.update(out.duplicate().flip().position(from));
        if (running.finished()) {
            expect = gzip ? Expect.TRAILER : Expect.NOTHING;
            return true;
        }
        if (running.needsDictionary()) {
            throw new InvalidAnswerException("a compressed body with a dictionary");
        }
        hungry = out.hasRemaining();
        return !hungry;
    }

    private void trailer(byte b) throws InvalidAnswerException {
        trailer |= (b & 0xffL) << (8 * trailerBytes);
        if (++trailerBytes == TRAILER_BYTES) {
            long size = Objects.requireNonNull(inflater).getBytesWritten() & 0xffffffffL;
            if ((trailer & 0xffffffffL) != checksum.getValue() || trailer >>> 32 != size) {
                throw new InvalidAnswerException("a compressed body with a wrong checksum");
            }
            expect = Expect.NOTHING;
        }
    }
}
