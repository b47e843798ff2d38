package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.routing.Router;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that decides how a request is served, made at once and swapped as one. An exchange keeps the snapshot that it
 * started with; a retired one is let go when the last of its users has left. Thread-safe.
 */
public final class Snapshot {
    private final GatewayConfig config;
    private final Map<WireFormat, Translator> translators;
    private final Router router;
    private final Hooks hooks;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile Runnable whenLeft = () -> {};

    /**
     * A snapshot with one user, its maker.
     *
     * @param translators by the format that they bring
     * @param hooks what plugins do to every exchange
     */
    public Snapshot(GatewayConfig config, Map<WireFormat, Translator> translators, Router router, Hooks hooks) {
        this.config = config;
        this.translators = Map.copyOf(translators);
        this.router = router;
        this.hooks = hooks;
    }

    public GatewayConfig config() {
        return config;
    }

    /** By the format that they bring. */
    public Map<WireFormat, Translator> translators() {
        return translators;
    }

    public Router router() {
        return router;
    }

    public Hooks hooks() {
        return hooks;
    }

    /** To be called before it is used; false if it was let go already, then it must not be used. */
    public boolean enter() {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        return now > 0;
    }

    /** To be called once for each successful {@link #enter}. */
    public void leave() {
        if (users.decrementAndGet() == 0) {
            whenLeft.run();
        }
    }

    /**
     * Nobody new comes; to be called once.
     *
     * @param left called once, by the last user to leave, on its thread
     */
    public void retire(Runnable left) {
        whenLeft = left;
        leave();
    }
}
