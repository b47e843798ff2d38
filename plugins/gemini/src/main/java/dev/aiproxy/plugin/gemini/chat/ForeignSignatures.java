package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the signatures of other vendors (see {@link ThoughtSignatures}) from Google when a client's request is passed through: a
 * conversation may have begun with another provider. Thoughts that bear one are taken out, other parts lose it.
 */
final class ForeignSignatures {
    private static final byte[] FOREIGN = JsonText.needle(ThoughtSignatures.FOREIGN);
    private static final String CONTENTS = "contents";
    private static final List<String> NAMES = List.of("thoughtSignature", "thought_signature");
    private static final List<String> CALLS = List.of("functionCall", "function_call");

    private final Model model;
    private boolean found;

    private ForeignSignatures(Model model) {
        this.model = model;
    }

    /** The edits that the body needs; none almost always, and then nothing is parsed. */
    static List<JsonEdit> edits(JsonBody body, Model model) {
        if (!body.mayContain(FOREIGN)) {
            return List.of();
        }
        JsonNode contents = body.find(CONTENTS).orElse(null);
        ForeignSignatures search = new ForeignSignatures(model);
        if (contents instanceof ArrayNode list) {
            list.removeIf(search::emptied);
        }
        return search.found && contents != null ? List.of(JsonEdit.set(contents, CONTENTS)) : List.of();
    }

    /** Takes them out of a content; true if nothing is left of it. */
    private boolean emptied(JsonNode content) {
        if (!(content.path("parts") instanceof ArrayNode parts) || parts.isEmpty()) {
            return false;
        }
        parts.removeIf(part -> part instanceof ObjectNode object && unsealed(object));
        return parts.isEmpty();
    }

    /** Takes it out of a part; true if the part must go. */
    private boolean unsealed(ObjectNode part) {
        boolean foreign = false;
        for (String name : NAMES) {
            if (ThoughtSignatures.isForeign(part.path(name).asString(""))) {
                part.remove(name);
                foreign = true;
            }
        }
        found |= foreign;
        if (foreign && model.demandsSignatures() && CALLS.stream().anyMatch(part::has)) {
            part.put(NAMES.get(0), ContentWriter.NO_SIGNATURE);
        }
        return foreign && part.path("thought").asBoolean(false);
    }
}
