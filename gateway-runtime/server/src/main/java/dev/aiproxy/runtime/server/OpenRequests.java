package dev.aiproxy.runtime.server;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests whose answer is not wholly sent. Thread-safe; each request is told of on its IO thread. */
final class OpenRequests {
    private static final AttachmentKey<Entry> KEY = AttachmentKey.create(Entry.class);

    private final AtomicInteger count = new AtomicInteger();

    /** One of them, until it is answered, or at the latest until Undertow has done with it. */
    private final class Entry implements ExchangeCompletionListener {
        private boolean over;

        void over() {
            if (!over) {
                over = true;
                count.decrementAndGet();
            }
        }

        @Override
        public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
            over();
            next.proceed();
        }
    }

    void begin(HttpServerExchange exchange) {
        count.incrementAndGet();
        Entry entry = new Entry();
        exchange.putAttachment(KEY, entry);
        exchange.addExchangeCompleteListener(entry);
    }

    /** The answer is sent, whatever may become of the rest of the request. */
    static void answered(HttpServerExchange exchange) {
        Entry entry = exchange.getAttachment(KEY);
        if (entry != null) {
            entry.over();
        }
    }

    int count() {
        return count.get();
    }
}
