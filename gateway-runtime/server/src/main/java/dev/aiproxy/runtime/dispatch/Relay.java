package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;

/** Carries one upstream body to the client. Called in the order of {@link dev.aiproxy.runtime.upstream.UpstreamListener}. */
interface Relay {
    void data(ByteBuffer bytes);

    /** Everything that was readable has been handed over: what is to be sent is sent now. */
    void batchEnd();

    void complete();

    /** The body broke off; nothing follows. */
    void failed(UpstreamFault fault);

    /** Nobody wants the rest: reports what is known of the usage. */
    default void cancelled() {}

    /** Whether a sign of life may be written now without splitting an event. */
    default boolean betweenEvents() {
        return true;
    }

    /** The exchange is committed and has failed: tells the client so, as far as its format and the state allow. */
    void breakOff(GatewayError error);
}
