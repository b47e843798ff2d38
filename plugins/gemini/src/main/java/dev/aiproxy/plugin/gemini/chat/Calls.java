package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.translate.IdSource;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ids and names of the calls in one answer of an upstream. */
final class Calls {
    private final IdSource ids;
    private final @Nullable ToolNames names;
    private final Set<String> used = new HashSet<>();

    /** {@code names} as the request was written with, null if none was. */
    Calls(IdSource ids, @Nullable ToolNames names) {
        this.ids = ids;
        this.names = names;
    }

    /** The call's id, or a new one if it has none or repeats one of this answer (R-ALL-2). */
    String id(JsonNode id) {
        String given = id.asString("");
        return !given.isEmpty() && used.add(given) ? given : ids.next("call_");
    }

    /** The function's name as the client knows it. */
    String name(String wire) {
        return names == null ? wire : names.fromWire(wire);
    }
}
