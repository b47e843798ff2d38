package dev.aiproxy.testkit.http;

import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The body of a reply, which may be written many times. */
final class Content {

    private final int length;
    private final Supplier<BodyFeed> feeds;

    private Content(int length, Supplier<BodyFeed> feeds) {
        this.length = length;
        this.feeds = feeds;
    }

    static Content of(byte[] bytes) {
        return new Content(bytes.length, () -> BodyFeed.of(bytes));
    }

    static Content endless(LongFunction<byte[]> pieces) {
        return new Content(0, () -> BodyFeed.endless(pieces));
    }

    /** The number of bytes; 0 when nobody knows. */
    int length() {
        return length;
    }

    BodyFeed feed() {
        return feeds.get();
    }
}
