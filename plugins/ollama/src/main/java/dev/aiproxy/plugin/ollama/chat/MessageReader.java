package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one request, in order. */
final class MessageReader {
    private final Seals seals;
    private final CallIds ids = new CallIds();

    MessageReader(Seals seals) {
        this.seals = seals;
    }

    Message read(Fields message) {
        String role = message.requiredText("role").toLowerCase(Locale.ROOT);
        return switch (role) {
            case "system" -> Message.of(Role.SYSTEM, said(message));
            case "user" -> Message.of(Role.USER, said(message));
            case "assistant" -> Message.of(Role.ASSISTANT, answered(message));
            case "tool" -> Message.of(Role.TOOL, List.of(result(message)));
            default -> throw Fields.wrong(message.at("role"), "must be system, user, assistant or tool");
        };
    }

    /** Ollama shows a model the images of a message before its text. */
    private static List<Part> said(Fields message) {
        List<Part> parts = new ArrayList<>(Images.read(message));
        String content = message.text("content");
        if (content != null && !content.isEmpty()) {
            parts.add(Part.Text.of(content));
        }
        return parts;
    }

    private List<Part> answered(Fields message) {
        List<Part.ToolCall> calls = new ArrayList<>();
        message.forEach("tool_calls", call -> calls.add(call(call)));
        return seals.restore(message.text("thinking"), said(message), calls);
    }

    private Part.ToolCall call(Fields call) {
        Fields function = call.requiredObject("function");
        String name = function.requiredText("name");
        Fields arguments = function.object("arguments");
        String text = arguments == null ? "{}" : Json.text(arguments.node());
        return Part.ToolCall.of(ids.ofCall(call.text("id"), name), name, text);
    }

    private Part result(Fields message) {
        String name = toolName(message);
        String id = ids.ofResult(message.text("tool_call_id"), name);
        return new Part.ToolResult(id, name, said(message), false, null, null);
    }

    /** Before {@code tool_name}, clients wrote what OpenAI's do. */
    private static @Nullable String toolName(Fields message) {
        String name = message.text("tool_name");
        return name == null ? message.text("name") : name;
    }
}
