package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Takes out of a passed-through request the reasoning items that another vendor's answer was written with: an earlier turn was
 * answered by another provider, and OpenAI's API would refuse what it did not make. Requests without such items, nearly all, are
 * only searched for their traces.
 */
final class ForeignReasoning {
    private static final String INPUT = "input";
    private static final List<byte[]> TRACES =
            List.of(JsonText.needle('"' + EncryptedContent.FOREIGN), JsonText.needle('"' + EncryptedContent.ITEM_ID));

    private ForeignReasoning() {}

    static List<JsonEdit> edits(JsonBody body) {
        if (TRACES.stream().noneMatch(body::mayContain)) {
            return List.of();
        }
        JsonNode input = body.find(INPUT).orElse(null);
        if (!(input instanceof ArrayNode items)) {
            return List.of();
        }
        ArrayNode kept = Json.nodes().arrayNode();
        for (JsonNode item : items) {
            if (!isForeign(item)) {
                kept.add(item);
            }
        }
        return kept.size() == items.size() ? List.of() : List.of(JsonEdit.set(kept, INPUT));
    }

    private static boolean isForeign(JsonNode item) {
        return item.path("type").asString("").equals("reasoning")
                && (EncryptedContent.isForeign(item.path("encrypted_content").asString(""))
                        || item.path("id").asString("").startsWith(EncryptedContent.ITEM_ID));
    }
}
