package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Headers;
import java.nio.ByteBuffer;

/**
 * The response to one client, as the edge offers it. Used on the exchange's IO thread only. After the client left every method
 * does nothing.
 */
public interface ClientStream {
    /**
     * Sets status and headers; sent together with the first bytes. Called once.
     *
     * @param length the body's length in bytes, −1 if unknown
     */
    void head(int status, Headers headers, long length);

    /** Sends bytes; what the client cannot take now is copied and sent later. The buffer is consumed. */
    void write(ByteBuffer bytes);

    /** Whether bytes wait because the client is slow; {@link ClientListener#drained} tells when that is over. */
    boolean congested();

    /** Ends the response as complete. */
    void end();

    /** Breaks the connection, so that the client cannot mistake the response for complete. */
    void abort();
}
