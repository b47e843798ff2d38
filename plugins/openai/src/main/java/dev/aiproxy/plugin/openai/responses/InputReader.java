package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the input of a client's request. Items of the assistant that follow each other are one turn (Q-RC-4). */
final class InputReader {
    private static final String INPUT = "input";
    private static final String TYPE = "type";
    private static final String CALL_ID = "call_id";

    private final Seals seals;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> said = new ArrayList<>();

    InputReader(Seals seals) {
        this.seals = seals;
    }

    List<Message> read(Fields body) {
        JsonNode input = body.value(INPUT);
        if (input == null) {
            throw Fields.wrong(INPUT, "is missing");
        }
        if (input.isString()) {
            return List.of(Message.text(Role.USER, input.asString()));
        }
        if (!input.isArray()) {
            throw Fields.wrong(INPUT, "must be a string or an array of items");
        }
        body.forEach(INPUT, this::item);
        endTurn();
        return messages;
    }

    private void item(Fields item) {
        switch (type(item)) {
            case "message" -> message(item);
            case "function_call" -> said.add(call(item, arguments(item)));
            case "custom_tool_call" -> said.add(call(item, CustomTools.arguments(orEmpty(item.text(INPUT)))));
            case "function_call_output", "custom_tool_call_output" -> result(item);
            case "reasoning" -> reasoning(item);
            case "item_reference" -> throw StoredState.refusal(item.path(), "refers to what an upstream has stored");
            case "compaction", "compaction_trigger", "additional_tools" ->
                throw GatewayException.unsupported(
                        item.path(), item.path() + ": the upstream of this model does not know items of this type");
            default -> {} // what a provider ran itself has no counterpart (T-SC-6)
        }
    }

    private static String type(Fields item) {
        String type = item.text(TYPE);
        if (type != null) {
            return type;
        }
        boolean reference = item.value("role") == null && item.value("id") != null;
        return reference ? "item_reference" : "message";
    }

    private void message(Fields item) {
        List<Part> content = ContentReader.read(item, "content");
        switch (item.requiredText("role")) {
            case "assistant" -> said.addAll(content);
            case "user" -> add(Role.USER, content);
            case "system" -> add(Role.SYSTEM, content);
            case "developer" -> add(Role.DEVELOPER, content);
            default -> throw Fields.wrong(item.at("role"), "must be system, developer, user or assistant");
        }
    }

    private void add(Role role, List<Part> parts) {
        endTurn();
        messages.add(Message.of(role, parts));
    }

    private void endTurn() {
        if (!said.isEmpty()) {
            messages.add(Message.of(Role.ASSISTANT, seals.restore(said)));
            said.clear();
        }
    }

    private static Part call(Fields item, String arguments) {
        return Part.ToolCall.of(item.requiredText(CALL_ID), item.requiredText("name"), arguments);
    }

    private static String arguments(Fields item) {
        JsonNode arguments = item.value("arguments");
        if (arguments == null) {
            return "{}";
        }
        String text = arguments.isString() ? arguments.asString() : Json.text(arguments);
        return text.isBlank() ? "{}" : text;
    }

    /** A status of {@code incomplete} is how a failed tool is told (Q-KR-2). */
    private void result(Fields item) {
        List<Part> content = ContentReader.read(item, "output");
        boolean failed = "incomplete".equals(item.text("status"));
        add(Role.TOOL, List.of(new Part.ToolResult(item.requiredText(CALL_ID), null, content, failed, null, null)));
    }

    private void reasoning(Fields item) {
        String text = OutputReader.reasoning(item.node());
        String content = item.text("encrypted_content");
        if (content == null || content.isEmpty()) {
            if (!text.isEmpty()) {
                said.add(new Part.Reasoning(text, null));
            }
            return;
        }
        EncryptedContent.read(orEmpty(item.text("id")), content).ifPresent(seal -> Seals.apply(seal, text, said));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
