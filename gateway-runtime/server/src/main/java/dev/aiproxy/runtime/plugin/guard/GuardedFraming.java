package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Framing;

/** A plugin's framing behind its guard; those of the API need none. */
record GuardedFraming(PluginGuard guard, Framing plugin) implements Framing {
    static Framing of(PluginGuard guard, Framing framing) {
        return guard.owns(framing) ? new GuardedFraming(guard, framing) : framing;
    }

    @Override
    public FrameDecoder decoder(int maxFrameBytes) {
        return new GuardedDecoder(guard, guard.call("decoder", Framing::decoder, plugin, maxFrameBytes));
    }

    @Override
    public FrameEncoder encoder() {
        return new GuardedEncoder(guard, guard.call("encoder", Framing::encoder, plugin));
    }

    @Override
    public String contentType() {
        return guard.call("contentType", Framing::contentType, plugin);
    }
}
