package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import java.util.List;

/** A plugin's tap behind its guard. */
record GuardedTap(PluginGuard guard, PassthroughTap plugin) implements PassthroughTap {
    @Override
    public List<JsonEdit> request(JsonBody body) {
        return guard.call("request", PassthroughTap::request, plugin, body);
    }

    @Override
    public Verdict frame(Frame frame) {
        return guard.call("frame", PassthroughTap::frame, plugin, frame);
    }

    @Override
    public boolean completeWithoutTerminal() {
        return guard.call("completeWithoutTerminal", PassthroughTap::completeWithoutTerminal, plugin);
    }

    @Override
    public void body(JsonBody body) {
        guard.run("body", PassthroughTap::body, plugin, body);
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return guard.call("reportsError", PassthroughTap::reportsError, plugin, body);
    }

    @Override
    public Usage usage() {
        return guard.call("usage", PassthroughTap::usage, plugin);
    }

    @Override
    public List<String> kept() {
        return guard.call("kept", PassthroughTap::kept, plugin);
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        guard.run("fail", PassthroughTap::fail, plugin, error, sink);
    }
}
