package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes thinking out of a passed-through request that Claude did not sign: an earlier turn was answered by another vendor, and
 * Anthropic's API would refuse it. Requests without such thinking, nearly all, are only searched for its traces.
 */
final class ForeignThinking {
    private static final List<byte[]> TRACES = List.of(
            JsonText.needle('"' + SignatureSlot.FOREIGN),
            JsonText.needle("\"signature\":\"\""),
            JsonText.needle("\"signature\": \"\""));
    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";
    private static final String TYPE = "type";
    private static final String THINKING = "thinking";

    private final List<JsonEdit> edits = new ArrayList<>();
    private boolean removed;

    private ForeignThinking() {}

    static List<JsonEdit> edits(JsonBody body) {
        if (TRACES.stream().noneMatch(body::mayContain)) {
            return List.of();
        }
        Optional<JsonNode> messages = body.find(MESSAGES).filter(JsonNode::isArray);
        return messages.map(found -> new ForeignThinking().edits(found, body)).orElse(List.of());
    }

    private List<JsonEdit> edits(JsonNode messages, JsonBody body) {
        ArrayNode kept = Json.nodes().arrayNode();
        messages.forEach(message -> keep(message, kept));
        if (removed) {
            edits.add(JsonEdit.set(kept, MESSAGES));
            boolean manual = body.find(THINKING, TYPE)
                    .filter(type -> type.asString("").equals("enabled"))
                    .isPresent();
            if (manual && !MessageWriter.bearsManualThinking(kept)) {
                edits.add(JsonEdit.remove(THINKING));
            }
        }
        return edits;
    }

    private void keep(JsonNode message, ArrayNode kept) {
        JsonNode content = message.path(CONTENT);
        if (!content.isArray() || !(message instanceof ObjectNode)) {
            kept.add(message);
            return;
        }
        ArrayNode blocks = Json.nodes().arrayNode();
        for (JsonNode block : content) {
            if (isForeign(block)) {
                removed = true;
            } else {
                blocks.add(block);
            }
        }
        if (blocks.size() == content.size()) {
            kept.add(message);
        } else if (!blocks.isEmpty()) {
            ObjectNode copy = Json.object();
            message.forEachEntry(copy::set);
            kept.add(copy.set(CONTENT, blocks));
        }
    }

    private static boolean isForeign(JsonNode block) {
        return switch (block.path(TYPE).asString("")) {
            case THINKING -> !SignatureSlot.isOwn(block.path("signature").asString(""));
            case "redacted_thinking" -> !SignatureSlot.isOwn(block.path("data").asString(""));
            default -> false;
        };
    }
}
