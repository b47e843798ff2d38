package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the tools of a client's request: the declarations of all of its tool objects (Q-GC-7). */
final class ToolReader {
    private static final Set<String> DECLARATIONS = Set.of("functionDeclarations", "function_declarations");

    private ToolReader() {}

    static Tooling read(Fields body) {
        List<Tool> tools = new ArrayList<>();
        Repeated.forEach(body, "tools", tool -> {
            Repeated.forEach(tool, "functionDeclarations", function -> tools.add(function(function)));
            tool.node().forEachEntry((name, value) -> {
                if (!DECLARATIONS.contains(name)) {
                    tools.add(new Tool.BuiltIn(GeminiFormat.ID, name, value));
                }
            });
        });
        Fields config = body.object("toolConfig");
        Fields calling = config == null ? null : config.object("functionCallingConfig");
        return new Tooling(tools, calling == null ? null : choice(calling), null);
    }

    private static Tool function(Fields function) {
        return new Tool.Function(
                function.requiredText("name"), function.text("description"), parameters(function), null, null);
    }

    private static @Nullable JsonNode parameters(Fields function) {
        JsonNode schema = function.value("parametersJsonSchema");
        if (schema != null) {
            return schema;
        }
        Fields own = function.object("parameters");
        return own == null ? null : SchemaReader.lowered(own.node());
    }

    /** Table T-TC; T-TC-2. */
    private static @Nullable ToolChoice choice(Fields calling) {
        List<String> names = calling.texts("allowedFunctionNames");
        String mode = calling.text("mode");
        return switch (mode == null ? "MODE_UNSPECIFIED" : mode.toUpperCase(Locale.ROOT)) {
            case "MODE_UNSPECIFIED" -> null;
            case "AUTO" -> new ToolChoice.Auto();
            case "NONE" -> new ToolChoice.None();
            case "ANY" -> any(names);
            case "VALIDATED" -> names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(names, false);
            default -> throw Fields.wrong(calling.at("mode"), "must be AUTO, ANY, NONE or VALIDATED");
        };
    }

    private static ToolChoice any(List<String> names) {
        if (names.isEmpty()) {
            return new ToolChoice.Required();
        }
        return names.size() == 1 ? new ToolChoice.Named(names.get(0)) : new ToolChoice.Allowed(names, true);
    }
}
