package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.chat.Seals.SealedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the messages of a client's request. */
final class MessageReader {
    private static final String CONTENT = "content";
    private static final String NAME = "name";

    private final Seals seals;
    /** Calls of the deprecated form have no id; each is answered by the next {@code function} message. */
    private int functionCalls;

    MessageReader(Seals seals) {
        this.seals = seals;
    }

    Message read(Fields message) {
        return switch (message.requiredText("role")) {
            case "system" -> plain(Role.SYSTEM, message);
            case "developer" -> plain(Role.DEVELOPER, message);
            case "user" -> plain(Role.USER, message);
            case "assistant" -> assistant(message);
            case "tool" -> result(message, message.requiredText("tool_call_id"));
            case "function" -> result(message, functionId());
            default ->
                throw Fields.wrong(message.at("role"), "must be system, developer, user, assistant, tool or function");
        };
    }

    private static Message plain(Role role, Fields message) {
        return new Message(role, content(message), message.text(NAME));
    }

    private static Message result(Fields message, String callId) {
        return Message.of(
                Role.TOOL,
                List.of(new Part.ToolResult(
                        callId, message.text(NAME), content(message), false, null, CacheMarkers.read(message))));
    }

    private Message assistant(Fields message) {
        List<Part> said = new ArrayList<>(content(message));
        String refusal = message.text("refusal");
        if (refusal != null && !refusal.isEmpty()) {
            said.add(new Part.Refusal(refusal));
        }
        List<SealedCall> calls = new ArrayList<>();
        message.forEach(
                "tool_calls",
                call -> calls.add(
                        new SealedCall(call(call), ExtraContent.of(call).signature())));
        Fields function = message.object("function_call");
        if (function != null) {
            functionCalls++;
            calls.add(new SealedCall(
                    Part.ToolCall.of(functionId(), function.requiredText(NAME), arguments(function)), null));
        }
        return new Message(Role.ASSISTANT, seals.restore(message, reasoning(message), said, calls), message.text(NAME));
    }

    private static @Nullable String reasoning(Fields message) {
        JsonNode text = message.value("reasoning_content");
        JsonNode reasoning = text == null ? message.value("reasoning") : text;
        return reasoning != null && reasoning.isString() ? reasoning.asString() : null;
    }

    private String functionId() {
        return "call_function_" + functionCalls;
    }

    private static Part.ToolCall call(Fields call) {
        String id = call.requiredText("id");
        Fields custom = call.object("custom");
        if (custom != null) {
            String input = custom.text("input");
            return Part.ToolCall.of(
                    id, custom.requiredText(NAME), Json.text(Json.object().put("input", input == null ? "" : input)));
        }
        Fields function = call.requiredObject("function");
        return Part.ToolCall.of(id, function.requiredText(NAME), arguments(function));
    }

    /** The arguments as text; some clients send none, or the object itself. */
    private static String arguments(Fields function) {
        JsonNode arguments = function.value("arguments");
        if (arguments == null) {
            return "{}";
        }
        String text = arguments.isString() ? arguments.asString() : Json.text(arguments);
        return text.isBlank() ? "{}" : text;
    }

    private static List<Part> content(Fields message) {
        JsonNode content = message.value(CONTENT);
        if (content == null) {
            return List.of();
        }
        if (content.isString()) {
            return content.asString().isEmpty()
                    ? List.of()
                    : List.of(new Part.Text(content.asString(), List.of(), null, CacheMarkers.read(message)));
        }
        if (!content.isArray()) {
            throw Fields.wrong(message.at(CONTENT), "must be a string or an array of parts");
        }
        List<Part> parts = new ArrayList<>();
        message.forEach(CONTENT, part -> parts.add(PartReader.read(part)));
        return parts;
    }
}
