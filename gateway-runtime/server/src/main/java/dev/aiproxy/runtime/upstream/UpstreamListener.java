package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.wire.ResponseHead;
import java.nio.ByteBuffer;

/**
 * Receives one answer on the exchange's IO thread, never before {@link UpstreamClient#send} has returned. Exactly one
 * of {@link #complete} and {@link #failed} ends it, unless the exchange is cancelled: then nothing more comes. Either
 * may come while paused.
 */
public interface UpstreamListener {
    /** The final response head; at most once. Interim (1xx) answers are skipped. */
    void head(ResponseHead head);

    /** Body bytes, without chunking and compression; the buffer is valid in the call only. */
    void data(ByteBuffer bytes);

    /** What was readable now has been delivered; not called for a burst that ends the exchange. */
    void batchEnd();

    /** The body ended as HTTP says it should; the connection is already free for the next exchange. */
    void complete();

    /** The exchange broke; its connection is closed. */
    void failed(UpstreamFault fault);
}
