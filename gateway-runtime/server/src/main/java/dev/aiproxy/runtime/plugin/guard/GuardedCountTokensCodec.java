package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.translate.CountTokensCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A plugin's token counting behind its guard. */
record GuardedCountTokensCodec(PluginGuard guard, CountTokensCodec plugin) implements CountTokensCodec {
    @Override
    public ObjectNode readRequest(ObjectNode body, RequestFacts facts) {
        return guard.call("readRequest", CountTokensCodec::readRequest, plugin, body, facts);
    }

    @Override
    public JsonNode writeResponse(long inputTokens, RequestFacts facts) {
        return guard.call("writeResponse", CountTokensCodec::writeResponse, plugin, inputTokens, facts);
    }

    @Override
    public ObjectNode writeRequest(ObjectNode chat, TargetFacts facts) {
        return guard.call("writeRequest", CountTokensCodec::writeRequest, plugin, chat, facts);
    }

    @Override
    public long readResponse(JsonNode body) {
        return guard.call("readResponse", CountTokensCodec::readResponse, plugin, body);
    }
}
