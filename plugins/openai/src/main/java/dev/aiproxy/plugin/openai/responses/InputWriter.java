package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the turns of a conversation as items (Q-CR-1, Q-CR-2, Q-KR-2). */
final class InputWriter {
    private static final int MAX_CALL_ID = 64;
    private static final String TYPE = "type";
    private static final String CALL_ID = "call_id";

    private final ContentWriter content;
    private final ToolNames names;
    private final ArrayNode items;

    InputWriter(ContentWriter content, ToolNames names, ArrayNode items) {
        this.content = content;
        this.names = names;
        this.items = items;
    }

    void write(Message message) {
        switch (message.role()) {
            case SYSTEM -> plain("system", message);
            case DEVELOPER -> plain("developer", message);
            case USER -> plain("user", message);
            case ASSISTANT -> assistant(message);
            case TOOL -> results(message);
        }
    }

    private void plain(String role, Message message) {
        ArrayNode parts = content.write(message.parts());
        if (parts.isEmpty() && !message.parts().isEmpty()) {
            return;
        }
        ObjectNode item = message(role);
        if (parts.isEmpty()) {
            item.put("content", "");
        } else {
            item.set("content", ContentWriter.orText(parts));
        }
        items.add(item);
    }

    private static ObjectNode message(String role) {
        return Json.object().put(TYPE, "message").put("role", role);
    }

    /** Thinking is only replayed with OpenAI's own seal, and in front of something (T-RE-8, Q-KR-4). */
    private void assistant(Message message) {
        List<ObjectNode> thinking = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Part part : message.parts()) {
            String said = said(part);
            ObjectNode thought = said == null ? thought(part) : null;
            if (said != null) {
                flushUnlessEmpty(thinking, said);
                text.append(said);
            } else if (thought != null) {
                flush(text);
                thinking.add(thought);
            } else if (part instanceof Part.ToolCall call) {
                flush(text);
                thinking.forEach(items::add);
                thinking.clear();
                items.add(call(call));
            }
        }
        flush(text);
    }

    private static @Nullable String said(Part part) {
        if (part instanceof Part.Refusal refusal) {
            return refusal.text();
        }
        return part instanceof Part.Text text ? text.text() : null;
    }

    private void flushUnlessEmpty(List<ObjectNode> thinking, String said) {
        if (!said.isEmpty()) {
            thinking.forEach(items::add);
            thinking.clear();
        }
    }

    private void flush(StringBuilder text) {
        if (!text.isEmpty()) {
            items.add(message("assistant").put("content", text.toString()));
            text.setLength(0);
        }
    }

    private static @Nullable ObjectNode thought(Part part) {
        Signature signature = part instanceof Part.Reasoning reasoning ? reasoning.signature() : null;
        String value = signature == null ? null : signature.valueFor(ResponsesFormat.ID);
        if (value == null || !(part instanceof Part.Reasoning reasoning)) {
            return null;
        }
        ObjectNode item = Json.object().put(TYPE, "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!reasoning.text().isEmpty()) {
            summary.addObject().put(TYPE, "summary_text").put("text", reasoning.text());
        }
        EncryptedContent.putOwn(value, item);
        return item;
    }

    private ObjectNode call(Part.ToolCall call) {
        return Json.object()
                .put(TYPE, "function_call")
                .put(CALL_ID, callId(call.id()))
                .put("name", names.toWire(call.name()))
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
    }

    private static String callId(String id) {
        return id.length() <= MAX_CALL_ID ? id : Conversations.toolId(id, MAX_CALL_ID);
    }

    private void results(Message message) {
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                items.add(result(result));
            }
        }
    }

    private ObjectNode result(Part.ToolResult result) {
        ObjectNode item = Json.object().put(TYPE, "function_call_output").put(CALL_ID, callId(result.callId()));
        boolean textOnly = result.content().stream().allMatch(Part.Text.class::isInstance);
        if (textOnly) {
            StringJoiner text = new StringJoiner("\n");
            result.content().forEach(part -> text.add(((Part.Text) part).text()));
            item.put("output", text.toString());
        } else {
            item.set("output", content.write(result.content()));
        }
        return result.isError() ? item.put("status", "incomplete") : item;
    }
}
