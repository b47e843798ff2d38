package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.plugin.openai.chat.CacheMarkers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the tools of a client's request; they are flat here (W-RS-10). */
final class ToolReader {
    private static final String FUNCTION = "function";
    private static final String NAME = "name";

    private ToolReader() {}

    static Tooling read(Fields body) {
        List<Tool> tools = new ArrayList<>();
        body.forEach("tools", tool -> tools.add(tool(tool)));
        return new Tooling(tools, choice(body), body.bool("parallel_tool_calls"));
    }

    private static Tool tool(Fields tool) {
        String type = tool.requiredText("type");
        return switch (type) {
            case FUNCTION -> function(tool);
            case CustomTools.TYPE -> CustomTools.function(tool);
            default -> new Tool.BuiltIn(ResponsesFormat.ID, type, tool.node());
        };
    }

    private static Tool function(Fields tool) {
        Fields parameters = tool.object("parameters");
        return new Tool.Function(
                tool.requiredText(NAME),
                tool.text("description"),
                parameters == null ? null : parameters.node(),
                tool.bool("strict"),
                CacheMarkers.read(tool));
    }

    private static @Nullable ToolChoice choice(Fields body) {
        JsonNode value = body.value("tool_choice");
        if (value == null) {
            return null;
        }
        if (value.isString()) {
            return word(value.asString());
        }
        Fields choice = body.requiredObject("tool_choice");
        return switch (choice.requiredText("type")) {
            case FUNCTION, CustomTools.TYPE -> new ToolChoice.Named(choice.requiredText(NAME));
            case "allowed_tools" -> allowed(choice);
            default -> null;
        };
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> throw Fields.wrong("tool_choice", "must be none, auto, required or an object");
        };
    }

    private static ToolChoice allowed(Fields choice) {
        List<String> names = new ArrayList<>();
        choice.forEach("tools", tool -> {
            String name = tool.text(NAME);
            if (name != null) {
                names.add(name);
            }
        });
        return new ToolChoice.Allowed(names, "required".equals(choice.text("mode")));
    }
}
