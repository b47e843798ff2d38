package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a client's request (tables T-TC and T-SC). */
final class ToolReader {
    private ToolReader() {}

    static Tooling read(Fields body) {
        List<Tool> tools = new ArrayList<>();
        body.forEach("tools", tool -> tools.add(tool(tool)));
        Fields choice = body.object("tool_choice");
        Boolean single = choice == null ? null : choice.bool("disable_parallel_tool_use");
        return new Tooling(tools, choice == null ? null : choice(choice), single == null ? null : (Boolean) !single);
    }

    private static Tool tool(Fields tool) {
        String type = tool.text("type");
        if (type != null && !type.equals("custom")) {
            return new Tool.BuiltIn(ClaudeFormat.ID, type, tool.node());
        }
        return new Tool.Function(
                tool.requiredText("name"),
                tool.text("description"),
                tool.requiredObject("input_schema").node(),
                tool.bool("strict"),
                CacheControl.read(tool));
    }

    private static @Nullable ToolChoice choice(Fields choice) {
        return switch (choice.requiredText("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(choice.requiredText("name"));
            default -> throw Fields.wrong(choice.at("type"), "must be auto, any, tool or none");
        };
    }
}
