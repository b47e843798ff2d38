package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of a call, which are JSON text in the conversation and an object in this format (W-GE-4). */
final class Arguments {
    private Arguments() {}

    /** The object; empty for text that is none, such as arguments that were cut off (Q-CC-4). */
    static ObjectNode parse(String arguments) {
        return complete(arguments).orElseGet(Json::object);
    }

    /** Empty unless the text is a whole object, to which nothing can be added. */
    static Optional<ObjectNode> complete(String arguments) {
        if (!arguments.stripTrailing().endsWith("}")) {
            return Optional.empty();
        }
        try {
            return Json.parse(arguments) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (GatewayException unfinished) {
            return Optional.empty();
        }
    }
}
