package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A plugin's embeddings behind its guard. */
record GuardedEmbeddingsCodec(PluginGuard guard, EmbeddingsCodec plugin) implements EmbeddingsCodec {
    @Override
    public Request readRequest(ObjectNode body, RequestFacts facts) {
        return guard.call("readRequest", EmbeddingsCodec::readRequest, plugin, body, facts);
    }

    @Override
    public ObjectNode writeRequest(Request request, TargetFacts facts) {
        return guard.call("writeRequest", EmbeddingsCodec::writeRequest, plugin, request, facts);
    }

    @Override
    public Response readResponse(JsonNode body) {
        return guard.call("readResponse", EmbeddingsCodec::readResponse, plugin, body);
    }

    @Override
    public JsonNode writeResponse(Response response, Request request, RequestFacts facts) {
        return guard.call("writeResponse", EmbeddingsCodec::writeResponse, plugin, response, request, facts);
    }
}
