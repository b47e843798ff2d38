package dev.aiproxy.runtime.upstream;

import java.util.zip.GZIPInputStream;

/** The header of a gzip member (RFC 1952 §2.3), byte by byte; its optional fields are read over. */
final class GzipHeader {
    private static final int FIXED_BYTES = 10;
    private static final int MAX_BYTES = 64 * 1024;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private int position;
    private int flags;
    private int extraLength;
    private int skip;

    /** Takes one byte; true once the header is over. */
    boolean take(byte b) throws InvalidAnswerException {
        int value = b & 0xff;
        if (++position <= FIXED_BYTES) {
            fixed(value);
        } else {
            optional(value);
        }
        if (position > MAX_BYTES) {
            throw new InvalidAnswerException("an over-long gzip header");
        }
        return position >= FIXED_BYTES && flags == 0 && skip == 0;
    }

    private void fixed(int value) throws InvalidAnswerException {
        boolean magic = switch (position) {
            case 1 -> value == (GZIPInputStream.GZIP_MAGIC & 0xff);
            case 2 -> value == GZIPInputStream.GZIP_MAGIC >> 8;
            case 3 -> value == 8;
            default -> true;
        };
        if (!magic) {
            throw new InvalidAnswerException("a body that is not gzip as it says");
        }
        if (position == 4) {
            flags = value & (CHECKSUM | EXTRA | NAME | COMMENT);
        }
    }

    private void optional(int value) {
        if (skip > 0) {
            skip--;
        } else if ((flags & EXTRA) != 0) {
            extra(value);
        } else if ((flags & (NAME | COMMENT)) != 0) {
            if (value == 0) {
                flags &= (flags & NAME) != 0 ? ~NAME : ~COMMENT;
            }
        } else {
            flags = 0;
            skip = 1;
        }
    }

    /** A little-endian length in two bytes, then so many bytes. */
    private void extra(int value) {
        if (extraLength == 0) {
            extraLength = 0x10000 | value;
        } else {
            skip = (value << 8) | (extraLength & 0xff);
            flags &= ~EXTRA;
        }
    }
}
