package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import java.util.function.Consumer;

/** A plugin's reader behind its guard. */
record GuardedStreamReader(PluginGuard guard, StreamReader plugin) implements StreamReader {
    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        guard.run("read", StreamReader::read, plugin, frame, sink);
    }

    @Override
    public void end(Consumer<ChatEvent> sink) {
        guard.run("end", StreamReader::end, plugin, sink);
    }
}
