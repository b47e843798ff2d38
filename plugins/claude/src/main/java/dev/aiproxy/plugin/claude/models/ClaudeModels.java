package dev.aiproxy.plugin.claude.models;

import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Model lists as {@code GET /v1/models} gives them to requests with {@code anthropic-version}. */
public final class ClaudeModels implements ModelsCodec {
    private static final String LAST_ID = "last_id";

    @Override
    public JsonNode writeList(List<ModelInfo> models, RequestFacts facts) {
        ObjectNode list = Json.object();
        ArrayNode data = list.putArray("data");
        models.forEach(model -> data.add(writeModel(model, facts)));
        return list.put("has_more", false)
                .put("first_id", models.isEmpty() ? null : models.get(0).id())
                .put(
                        LAST_ID,
                        models.isEmpty() ? null : models.get(models.size() - 1).id());
    }

    @Override
    public JsonNode writeModel(ModelInfo model, RequestFacts facts) {
        String name = model.displayName();
        return Json.object()
                .put("type", "model")
                .put("id", model.id())
                .put("display_name", name == null ? model.id() : name)
                .put("created_at", Instant.ofEpochSecond(model.created()).toString());
    }

    @Override
    public Page readList(JsonNode body) {
        List<String> ids = new ArrayList<>();
        for (JsonNode model : body.path("data")) {
            String id = model.path("id").asString("");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        String last = body.path(LAST_ID).asString("");
        boolean more = body.path("has_more").asBoolean(false) && !last.isEmpty();
        return new Page(
                ids,
                more ? Optional.of("after_id=" + URLEncoder.encode(last, StandardCharsets.UTF_8)) : Optional.empty());
    }
}
