package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.wire.Fields;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Repeated members of a request; Google's APIs take a lone object for an array of one. */
final class Repeated {
    private Repeated() {}

    static void forEach(Fields holder, String name, Consumer<Fields> item) {
        JsonNode value = holder.value(name);
        if (value != null && value.isObject()) {
            Fields lone = holder.object(name);
            if (lone != null) {
                item.accept(lone);
            }
        } else {
            holder.forEach(name, item);
        }
    }
}
