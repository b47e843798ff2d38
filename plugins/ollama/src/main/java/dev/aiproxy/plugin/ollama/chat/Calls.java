package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** Tool calls, whose arguments are an object here. */
final class Calls {
    private Calls() {}

    static ObjectNode write(String id, String name, String arguments) {
        ObjectNode call = Json.object().put("id", id);
        call.putObject("function").put("name", name).set("arguments", object(arguments));
        return call;
    }

    /** Arguments that were cut off make no object; an empty one stands for them (Q-CC-4, R-CK-3). */
    private static ObjectNode object(String arguments) {
        try {
            return Json.parse(arguments) instanceof ObjectNode object ? object : Json.object();
        } catch (GatewayException truncated) {
            return Json.object();
        }
    }
}
