package dev.aiproxy.plugin.openai.models;

import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Model lists as {@code GET /v1/models} gives them. */
public final class OpenAiModels implements ModelsCodec {
    @Override
    public JsonNode writeList(List<ModelInfo> models, RequestFacts facts) {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        models.forEach(model -> data.add(writeModel(model, facts)));
        return list;
    }

    @Override
    public JsonNode writeModel(ModelInfo model, RequestFacts facts) {
        return Json.object()
                .put("id", model.id())
                .put("object", "model")
                .put("created", model.created())
                .put("owned_by", model.provider());
    }

    /** Also takes a bare array, which some compatible servers answer with. OpenAI's list has one page. */
    @Override
    public Page readList(JsonNode body) {
        List<String> ids = new ArrayList<>();
        for (JsonNode model : body.isArray() ? body : body.path("data")) {
            JsonNode id = model.path("id");
            if (id.isString() && !id.asString().isEmpty()) {
                ids.add(id.asString());
            }
        }
        return new Page(ids, Optional.empty());
    }
}
