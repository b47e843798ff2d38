package dev.aiproxy.plugin.gemini.models;

import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Model lists as {@code GET /v1beta/models} gives them. */
public final class GeminiModels implements ModelsCodec {
    /** The query that asks for as many models at once as the API gives. */
    public static final String FIRST_PAGE = "pageSize=1000";

    private static final String PREFIX = "models/";
    private static final String METHODS = "supportedGenerationMethods";
    private static final String GENERATE = "generateContent";
    private static final Set<String> USEFUL = Set.of(GENERATE, "embedContent");

    @Override
    public JsonNode writeList(List<ModelInfo> models, RequestFacts facts) {
        ObjectNode list = Json.object();
        ArrayNode entries = list.putArray("models");
        models.forEach(model -> entries.add(writeModel(model, facts)));
        return list;
    }

    @Override
    public JsonNode writeModel(ModelInfo model, RequestFacts facts) {
        String displayName = model.displayName() == null ? model.id() : model.displayName();
        ObjectNode node = Json.object().put("name", PREFIX + model.id()).put("displayName", displayName);
        node.putArray(METHODS).add(GENERATE).add("streamGenerateContent");
        return node;
    }

    @Override
    public Page readList(JsonNode body) {
        List<String> ids = new ArrayList<>();
        for (JsonNode model : body.path("models")) {
            String name = model.path("name").asString("");
            String id = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            if (!id.isEmpty() && isUseful(model.path(METHODS))) {
                ids.add(id);
            }
        }
        String token = body.path("nextPageToken").asString("");
        return new Page(
                ids,
                token.isEmpty()
                        ? Optional.empty()
                        : Optional.of(FIRST_PAGE + "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8)));
    }

    /** Some models do what no client can ask for; a list that does not tell is believed. */
    private static boolean isUseful(JsonNode methods) {
        if (!methods.isArray()) {
            return true;
        }
        for (JsonNode method : methods) {
            if (USEFUL.contains(method.asString(""))) {
                return true;
            }
        }
        return false;
    }
}
