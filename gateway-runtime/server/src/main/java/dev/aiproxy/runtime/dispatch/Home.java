package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.upstream.UpstreamExchange;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Where an exchange lives: everything of it happens there, one thing after the other, so nothing in it is locked. Usually that is
 * its IO thread; one that plugins may block has a lane of its own ({@link WorkerHome}).
 */
interface Home {
    /** Does something there, soon. */
    void execute(Runnable task);

    /** The same after a while. */
    void executeAfter(Runnable task, Duration delay);

    /** Does something on the exchange's IO thread: at once if the exchange lives there. */
    void onIo(Runnable task);

    /** Goes on at home with something that has just come to the IO thread: at once if the exchange lives there. */
    void arrive(Runnable task);

    /** A tick, which comes on the IO thread, as one that comes home. */
    default Ticks.Tick ticking(Ticks.Tick tick) {
        return tick;
    }

    /** Whether the client went away, which the exchange itself may not have heard yet. */
    default boolean clientLeft() {
        return false;
    }

    /** The exchange is over. */
    default void leave() {}

    /** Sends a request; the listener is called at home, never before this returns. */
    UpstreamExchange send(UpstreamRequest request, ByteBuffer body, UpstreamOptions options, UpstreamListener listener);
}
