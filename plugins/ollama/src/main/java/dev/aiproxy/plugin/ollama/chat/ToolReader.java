package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads the tools of a request. */
final class ToolReader {
    private ToolReader() {}

    static Tooling read(Fields body) {
        List<Tool> tools = new ArrayList<>();
        body.forEach("tools", tool -> tools.add(tool(tool)));
        return tools.isEmpty() ? Tooling.NONE : new Tooling(tools, null, null);
    }

    private static Tool tool(Fields tool) {
        String type = tool.text("type");
        if (type != null && !type.isEmpty() && !type.equals("function")) {
            return new Tool.BuiltIn(OllamaFormat.ID, type, tool.node());
        }
        Fields function = tool.requiredObject("function");
        Fields parameters = function.object("parameters");
        return new Tool.Function(
                function.requiredText("name"),
                function.text("description"),
                parameters == null ? null : parameters.node(),
                null,
                null);
    }
}
