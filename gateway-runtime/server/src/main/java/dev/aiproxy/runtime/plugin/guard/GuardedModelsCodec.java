package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A plugin's model lists behind its guard. */
record GuardedModelsCodec(PluginGuard guard, ModelsCodec plugin) implements ModelsCodec {
    @Override
    public JsonNode writeList(List<ModelInfo> models, RequestFacts facts) {
        return guard.call("writeList", ModelsCodec::writeList, plugin, models, facts);
    }

    @Override
    public JsonNode writeModel(ModelInfo model, RequestFacts facts) {
        return guard.call("writeModel", ModelsCodec::writeModel, plugin, model, facts);
    }

    @Override
    public Page readList(JsonNode body) {
        return guard.call("readList", ModelsCodec::readList, plugin, body);
    }
}
