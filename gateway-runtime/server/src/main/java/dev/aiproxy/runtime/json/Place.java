package dev.aiproxy.runtime.json;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;

/**
 * Where in a body a fault is, as an editor shows it: lines and columns count from 1, a column is one code point, a line ends with
 * LF, CR or CR LF.
 */
record Place(int line, int column) {
    static Place of(byte[] bytes, int start, int at) {
        int line = 1;
        int lineStart = start;
        for (int i = start; i < at; i++) {
            boolean crBeforeLf = bytes[i] == '\r' && i + 1 < at && bytes[i + 1] == '\n';
            if (bytes[i] == '\n' || (bytes[i] == '\r' && !crBeforeLf)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(line, 1 + codePoints(bytes, lineStart, at));
    }

    private static int codePoints(byte[] bytes, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }

    /** A refusal of the body for what stands here. */
    GatewayException refuse(String fault, String remedy) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, fault + " at " + this + "; " + remedy);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
