package dev.aiproxy.runtime.server;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The little of ASN.1 DER (X.690) that is needed to put a bare key into a PKCS#8 envelope. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int SHORT_LENGTHS = 0x80;

    private Der() {}

    static byte[] write(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(content.size(), out);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < SHORT_LENGTHS) {
            out.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(SHORT_LENGTHS | bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
    }

    /**
     * The content of the next element; {@code in} stands behind it afterwards.
     *
     * @throws IllegalArgumentException if the next element has another tag, or is cut off
     */
    static ByteBuffer read(ByteBuffer in, int tag) {
        try {
            if ((in.get() & 0xff) != tag) {
                throw new IllegalArgumentException("another kind of element");
            }
            int length = readLength(in);
            ByteBuffer content = in.slice(in.position(), length);
            in.position(in.position() + length);
            return content;
        } catch (BufferUnderflowException | IndexOutOfBoundsException cutOff) {
            throw new IllegalArgumentException("cut off", cutOff);
        }
    }

    private static int readLength(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < SHORT_LENGTHS) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (in.get() & 0xff);
        }
        return length;
    }
}
