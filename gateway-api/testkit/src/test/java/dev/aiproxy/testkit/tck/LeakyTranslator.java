package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.translate.ChatCodec;
import java.util.Optional;

/** Leaves an object of its own in each thread that it is called on. */
public final class LeakyTranslator extends LineTranslator {
    private static final ThreadLocal<Object> MINE = new ThreadLocal<>();

    /** Its class is the plugin's. */
    private static final class Memory {}

    @Override
    public Optional<ChatCodec> chat() {
        MINE.set(new Memory());
        return super.chat();
    }
}
