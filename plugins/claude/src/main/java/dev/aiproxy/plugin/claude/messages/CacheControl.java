package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.CacheMarker;
import dev.aiproxy.api.wire.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Cache markers: {@code cache_control} of blocks and tools. */
final class CacheControl {
    private static final String NAME = "cache_control";
    private static final String TTL = "ttl";

    private CacheControl() {}

    static @Nullable CacheMarker read(Fields block) {
        Fields control = block.object(NAME);
        return control == null ? null : new CacheMarker(control.text(TTL));
    }

    static ObjectNode write(@Nullable CacheMarker marker, ObjectNode block) {
        if (marker != null) {
            ObjectNode control = block.putObject(NAME).put("type", "ephemeral");
            String ttl = marker.ttl();
            if ("5m".equals(ttl) || "1h".equals(ttl)) {
                control.put(TTL, ttl);
            }
        }
        return block;
    }
}
