package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A plugin's decoder behind its guard. */
record GuardedDecoder(PluginGuard guard, FrameDecoder plugin) implements FrameDecoder {
    @Override
    public void feed(ByteBuffer bytes, Consumer<Frame> sink) {
        guard.run("feed", FrameDecoder::feed, plugin, bytes, sink);
    }

    @Override
    public void end(Consumer<Frame> sink) {
        guard.run("end", FrameDecoder::end, plugin, sink);
    }
}
