package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;

/** A plugin's writer behind its guard. */
record GuardedStreamWriter(PluginGuard guard, StreamWriter plugin) implements StreamWriter {
    @Override
    public void write(ChatEvent event, EventSink sink) {
        guard.run("write", StreamWriter::write, plugin, event, sink);
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        guard.run("fail", StreamWriter::fail, plugin, error, sink);
    }

    @Override
    public boolean keepAlive(EventSink sink) {
        return guard.call("keepAlive", StreamWriter::keepAlive, plugin, sink);
    }
}
