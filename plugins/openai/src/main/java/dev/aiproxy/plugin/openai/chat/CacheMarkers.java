package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.CacheMarker;
import dev.aiproxy.api.wire.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cache markers: OpenAI's {@code prompt_cache_breakpoint} and the {@code cache_control} that many clients borrow (T-CO-6). */
public final class CacheMarkers {
    private CacheMarkers() {}

    /** The marker of a part; null if it has none. */
    public static @Nullable CacheMarker read(Fields part) {
        if (part.value("cache_control") instanceof ObjectNode control) {
            JsonNode ttl = control.path("ttl");
            return new CacheMarker(ttl.isString() ? ttl.asString() : null);
        }
        return part.value("prompt_cache_breakpoint") == null ? null : new CacheMarker(null);
    }
}
