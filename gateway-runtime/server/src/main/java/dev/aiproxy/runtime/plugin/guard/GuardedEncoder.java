package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.wire.FrameEncoder;
import org.jspecify.annotations.Nullable;

/** A plugin's encoder behind its guard. */
record GuardedEncoder(PluginGuard guard, FrameEncoder plugin) implements FrameEncoder {
    @Override
    public byte[] before(@Nullable String event) {
        return guard.call("before", encoder -> encoder.before(event), plugin);
    }

    @Override
    public byte[] after() {
        return guard.call("after", FrameEncoder::after, plugin);
    }

    @Override
    public byte[] close() {
        return guard.call("close", FrameEncoder::close, plugin);
    }

    @Override
    public byte[] keepAlive() {
        return guard.call("keepAlive", FrameEncoder::keepAlive, plugin);
    }
}
