package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Framing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A plugin's client side behind its guard. */
record GuardedClientCodec(PluginGuard guard, ClientCodec plugin) implements ClientCodec {
    @Override
    public ChatRequest readRequest(ObjectNode body) {
        return guard.call("readRequest", ClientCodec::readRequest, plugin, body);
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return guard.call("writeResponse", ClientCodec::writeResponse, plugin, response);
    }

    @Override
    public StreamWriter writer() {
        return new GuardedStreamWriter(guard, guard.call("writer", ClientCodec::writer, plugin));
    }

    @Override
    public Framing framing() {
        return GuardedFraming.of(guard, guard.call("framing", ClientCodec::framing, plugin));
    }
}
