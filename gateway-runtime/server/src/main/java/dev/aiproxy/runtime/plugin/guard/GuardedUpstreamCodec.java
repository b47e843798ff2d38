package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.UpstreamCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A plugin's upstream side behind its guard. */
record GuardedUpstreamCodec(PluginGuard guard, UpstreamCodec plugin) implements UpstreamCodec {
    @Override
    public ObjectNode writeRequest(ChatRequest request) {
        return guard.call("writeRequest", UpstreamCodec::writeRequest, plugin, request);
    }

    @Override
    public ChatResponse readResponse(JsonNode body) {
        return guard.call("readResponse", UpstreamCodec::readResponse, plugin, body);
    }

    @Override
    public StreamReader reader() {
        return new GuardedStreamReader(guard, guard.call("reader", UpstreamCodec::reader, plugin));
    }
}
