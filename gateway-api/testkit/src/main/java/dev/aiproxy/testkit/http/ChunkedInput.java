package dev.aiproxy.testkit.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A chunked body without its framing; strict, so that a chunk size that is no number is an {@link IOException}. */
final class ChunkedInput extends InputStream {

    private final WireInput wire;
    private long leftInChunk;
    private boolean started;
    private boolean ended;

    ChunkedInput(WireInput wire) {
        this.wire = wire;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (leftInChunk == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = wire.stream().read(buffer, offset, (int) Math.min(length, leftInChunk));
        if (count < 0) {
            throw new EOFException("closed inside a chunk");
        }
        leftInChunk -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (started) {
            requireEmpty(wire.requireLine());
        }
        started = true;
        leftInChunk = parseSize(wire.requireLine());
        if (leftInChunk == 0) {
            wire.readHeaders();
            ended = true;
        }
    }

    private static void requireEmpty(String line) throws IOException {
        if (!line.isEmpty()) {
            throw new IOException("a chunk is longer than its size: " + line);
        }
    }

    private static long parseSize(String line) throws IOException {
        String size = line.split(";", 2)[0].strip();
        try {
            return Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("not a chunk size: " + line, e);
        }
    }
}
