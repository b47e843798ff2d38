package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.wire.Json;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ids, names and signatures of the calls in one answer of an upstream. */
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
        String given = id.isString() || id.isNumber() ? id.asString() : "";
        return !given.isEmpty() && used.add(given) ? given : newId();
    }

    String newId() {
        return ids.next("call_");
    }

    /** The function's name as the client knows it. */
    String name(JsonNode function) {
        String name = function.path("name").asString("");
        return names == null ? name : names.fromWire(name);
    }

    /** What the upstream wants back with the call, as it wrote it (T-RE-10). */
    static @Nullable Signature signature(JsonNode call) {
        JsonNode extra = call.path(ExtraContent.NAME);
        return extra.isObject() && !extra.isEmpty() ? new Signature(ChatFormat.ID, Json.text(extra)) : null;
    }
}
