package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects the parts of an answer into the blocks of a message; methods return whether there is a block for the part. */
final class AnswerContent implements Part.Visitor<Boolean> {
    private static final String TYPE = "type";

    private final Memory memory;
    private final ArrayNode blocks = Json.nodes().arrayNode();
    private boolean called;

    AnswerContent(Memory memory) {
        this.memory = memory;
    }

    ArrayNode blocks() {
        return blocks;
    }

    boolean called() {
        return called;
    }

    @Override
    public Boolean text(Part.Text part) {
        if (part.text().isEmpty()) {
            return false;
        }
        ObjectNode block = BlockWriter.textBlock(part.text());
        ArrayNode citations = BlockWriter.citations(part.citations());
        if (!citations.isEmpty()) {
            block.set("citations", citations);
        }
        Signature signature = part.signature();
        if (signature != null) {
            memory.rememberText(TextMark.of(part.text()), signature);
        }
        return add(block);
    }

    private boolean add(JsonNode block) {
        blocks.add(block);
        return true;
    }

    @Override
    public Boolean reasoning(Part.Reasoning part) {
        boolean empty = part.text().isEmpty() && part.signature() == null;
        return !empty && add(thinking(part.text()).put("signature", SignatureSlot.write(part.signature())));
    }

    static ObjectNode thinking(String text) {
        return Json.object().put(TYPE, "thinking").put("thinking", text);
    }

    @Override
    public Boolean redactedReasoning(Part.RedactedReasoning part) {
        return add(redacted(part));
    }

    static ObjectNode redacted(Part.RedactedReasoning part) {
        return Json.object().put(TYPE, "redacted_thinking").put("data", SignatureSlot.write(part.data()));
    }

    @Override
    public Boolean refusal(Part.Refusal part) {
        return text(Part.Text.of(part.text()));
    }

    @Override
    public Boolean toolCall(Part.ToolCall part) {
        called = true;
        String id = memory.clientId(part.id());
        memory.rememberCall(part);
        ObjectNode block = toolUse(id, part.name());
        block.set("input", BlockWriter.input(part.arguments()));
        return add(block);
    }

    static ObjectNode toolUse(String id, String name) {
        return Json.object().put(TYPE, "tool_use").put("id", id).put("name", name);
    }

    @Override
    public Boolean unknown(Part.Unknown part) {
        return part.origin().equals(ClaudeFormat.ID) && add(part.raw());
    }

    @Override
    public Boolean image(Part.Image part) {
        return false;
    }

    @Override
    public Boolean document(Part.Document part) {
        return false;
    }

    @Override
    public Boolean audio(Part.Audio part) {
        return false;
    }

    @Override
    public Boolean toolResult(Part.ToolResult part) {
        return false;
    }
}
