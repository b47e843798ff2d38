package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the tools of a client's request; {@code functions} and {@code function_call} are their deprecated forms. */
final class ToolReader {
    private static final String FUNCTION = "function";

    private ToolReader() {}

    static Tooling read(Fields body) {
        List<Tool> tools = new ArrayList<>();
        body.forEach("tools", tool -> tools.add(tool(tool)));
        body.forEach("functions", function -> tools.add(function(function, null)));
        ToolChoice choice = choice(body, "tool_choice");
        return new Tooling(
                tools, choice == null ? choice(body, "function_call") : choice, body.bool("parallel_tool_calls"));
    }

    private static Tool tool(Fields tool) {
        String type = tool.requiredText("type");
        return type.equals(FUNCTION)
                ? function(tool.requiredObject(FUNCTION), tool)
                : new Tool.BuiltIn(ChatFormat.ID, type, tool.node());
    }

    private static Tool function(Fields function, @Nullable Fields tool) {
        Fields parameters = function.object("parameters");
        return new Tool.Function(
                function.requiredText("name"),
                function.text("description"),
                parameters == null ? null : parameters.node(),
                function.bool("strict"),
                tool == null ? null : CacheMarkers.read(tool));
    }

    private static @Nullable ToolChoice choice(Fields body, String name) {
        JsonNode value = body.value(name);
        if (value == null) {
            return null;
        }
        if (value.isString()) {
            return word(value.asString(), body.at(name));
        }
        Fields choice = Fields.of(value, body.at(name));
        String type = choice.text("type");
        if ("allowed_tools".equals(type)) {
            return allowed(choice.object("allowed_tools") == null ? choice : choice.requiredObject("allowed_tools"));
        }
        if (type == null || type.equals(FUNCTION)) {
            Fields function = choice.object(FUNCTION);
            return new ToolChoice.Named((function == null ? choice : function).requiredText("name"));
        }
        return null;
    }

    private static ToolChoice word(String word, String at) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Required();
            default -> throw Fields.wrong(at, "must be none, auto, required or an object");
        };
    }

    private static ToolChoice allowed(Fields allowed) {
        List<String> names = new ArrayList<>();
        allowed.forEach("tools", tool -> {
            Fields function = tool.object(FUNCTION);
            String name = (function == null ? tool : function).text("name");
            if (name != null) {
                names.add(name);
            }
        });
        return new ToolChoice.Allowed(names, "required".equals(allowed.text("mode")));
    }
}
