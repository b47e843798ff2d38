package dev.aiproxy.runtime.json;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object as it goes by and keeps its top-level members, leaving out every one that is large, so that what an answer
 * of any size says about itself (its id, its usage) can be read from little memory. Does not validate: of bytes that are no JSON
 * object nothing useful is kept. Not thread-safe.
 */
public final class SmallMembers {
    private static final int MAX_MEMBER = 16 * 1024;
    private static final int MAX_KEPT = 64 * 1024;

    private byte[] kept = new byte[0];
    private int size;
    private int memberStart;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean leftOut;
    private boolean complete;

    /** Reads the bytes from position to limit; the buffer's position stays. */
    public void read(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit() && !complete; at++) {
            byte next = bytes.get(at);
            if (inString) {
                keep(next);
                inString = escaped || next != '"';
                escaped = !escaped && next == '\\';
            } else {
                structure(next);
            }
        }
    }

    /** The object with its small members only; null unless a whole object was read. */
    public @Nullable ByteBuffer object() {
        return complete ? ByteBuffer.wrap(kept, 0, size) : null;
    }

    private void structure(byte next) {
        switch (next) {
            case '"' -> {
                inString = true;
                keep(next);
            }
            case '{', '[' -> open(next);
            case '}', ']' -> close(next);
            case ',' -> separate(next);
            default -> keep(next);
        }
    }

    private void open(byte bracket) {
        if (depth++ == 0) {
            append(bracket);
            memberStart = size;
        } else {
            keep(bracket);
        }
    }

    private void close(byte bracket) {
        depth--;
        if (depth > 0) {
            keep(bracket);
            return;
        }
        endMember();
        append(bracket);
        complete = true;
    }

    private void separate(byte comma) {
        if (depth > 1) {
            keep(comma);
            return;
        }
        endMember();
    }

    private void endMember() {
        if (leftOut) {
            size = memberStart;
        }
        leftOut = false;
        memberStart = size;
    }

    private void keep(byte next) {
        if (leftOut || depth == 0) {
            return;
        }
        if (size == memberStart && size > 1) {
            append((byte) ',');
        }
        leftOut = size - memberStart >= MAX_MEMBER || size >= MAX_KEPT;
        if (!leftOut) {
            append(next);
        }
    }

    private void append(byte next) {
        if (size == kept.length) {
            kept = Arrays.copyOf(kept, Math.max(2048, size * 2));
        }
        kept[size++] = next;
    }
}
