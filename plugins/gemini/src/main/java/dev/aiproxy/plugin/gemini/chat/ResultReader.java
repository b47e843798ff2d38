package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a function answered. */
final class ResultReader {
    private static final Set<String> WRAPPERS = Set.of("output", "result", "content", "error");
    private static final String ERROR = "error";

    private ResultReader() {}

    static Part.ToolResult read(Fields response, CallIds ids) {
        String name = response.requiredText("name");
        Fields answer = response.object("response");
        ObjectNode object = answer == null ? Json.object() : answer.node();
        String wrapped = wrapped(object);
        List<Part> content = new ArrayList<>();
        content.add(Part.Text.of(wrapped == null ? Json.text(object) : wrapped));
        Repeated.forEach(response, "parts", part -> MediaReader.read(part).ifPresent(content::add));
        return new Part.ToolResult(
                ids.ofResponse(response.text("id"), name),
                name,
                content,
                object.size() == 1 && object.has(ERROR),
                wrapped == null ? object : null,
                null);
    }

    /** The text of a tool that only answers text: SDKs wrap it, because a response must be an object (W-GE-3). */
    private static @Nullable String wrapped(ObjectNode object) {
        if (object.size() != 1) {
            return null;
        }
        var only = object.properties().iterator().next();
        JsonNode value = only.getValue();
        return WRAPPERS.contains(only.getKey()) && value.isString() ? value.asString() : null;
    }
}
