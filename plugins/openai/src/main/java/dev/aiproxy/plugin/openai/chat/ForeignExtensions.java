package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes other vendors' signatures out of the {@link ExtraContent} of a passed-through request: an earlier turn was answered by
 * another provider. Requests without the extension, nearly all, are only searched for its name.
 */
final class ForeignExtensions {
    private static final byte[] EXTENSION = JsonText.needle('"' + ExtraContent.NAME + '"');
    private static final String MESSAGES = "messages";
    private static final String OPENAI = "openai";

    private final boolean takesGoogles;
    private boolean found;

    private ForeignExtensions(boolean takesGoogles) {
        this.takesGoogles = takesGoogles;
    }

    /**
     * The edits that the body needs.
     *
     * @param provider the provider's id: behind a compatible one may stand Google, whose extension this is
     */
    static List<JsonEdit> edits(JsonBody body, String provider) {
        if (!body.mayContain(EXTENSION)) {
            return List.of();
        }
        JsonNode messages = body.find(MESSAGES).orElse(null);
        if (messages == null || !messages.isArray()) {
            return List.of();
        }
        ForeignExtensions search = new ForeignExtensions(!provider.equals(OPENAI));
        for (JsonNode message : messages) {
            search.clean(message);
            message.path("tool_calls").forEach(search::clean);
        }
        return search.found ? List.of(JsonEdit.set(messages, MESSAGES)) : List.of();
    }

    private void clean(JsonNode holder) {
        if (!(holder.path(ExtraContent.NAME) instanceof ObjectNode extra)) {
            return;
        }
        List<String> foreign = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : extra.properties()) {
            if (ExtraContent.isForeign(member.getKey(), member.getValue(), takesGoogles)) {
                foreign.add(member.getKey());
            }
        }
        extra.remove(foreign);
        found |= !foreign.isEmpty();
        if (extra.isEmpty() && holder instanceof ObjectNode object) {
            object.remove(ExtraContent.NAME);
        }
    }
}
