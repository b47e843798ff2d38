package dev.aiproxy.plugin.ollama.models;

import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models as {@code /api/tags} lists them. Clients ask for {@code /api/version} beside it, before they use what is newer; it is
 * answered from here because the gateway itself answers lists of models only.
 */
public final class OllamaModels implements ModelsCodec {
    /** Where the version is asked for. */
    public static final String VERSION_PATH = "/api/version";

    /** The release of Ollama whose requests and answers this format knows. */
    private static final String VERSION = "0.13.0";

    @Override
    public JsonNode writeList(List<ModelInfo> models, RequestFacts facts) {
        if (facts.endpoint().path().equals(VERSION_PATH)) {
            return Json.object().put("version", VERSION);
        }
        ObjectNode list = Json.object();
        ArrayNode entries = list.putArray("models");
        models.forEach(model -> entries.add(writeModel(model, facts)));
        return list;
    }

    @Override
    public JsonNode writeModel(ModelInfo model, RequestFacts facts) {
        ObjectNode entry = Json.object()
                .put("name", model.id())
                .put("model", model.id())
                .put("modified_at", Instant.ofEpochSecond(model.created()).toString())
                .put("size", 0)
                .put("digest", digest(model.id()));
        ObjectNode details = entry.putObject("details").put("parent_model", "").put("format", "");
        details.put("family", model.provider()).putArray("families").add(model.provider());
        details.put("parameter_size", "").put("quantization_level", "");
        return entry;
    }

    /** Clients show its beginning and rely on its length. */
    private static String digest(String id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Page readList(JsonNode body) {
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : body.path("models")) {
            String id = entry.path("model").asString(entry.path("name").asString(""));
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return new Page(ids, Optional.empty());
    }
}
