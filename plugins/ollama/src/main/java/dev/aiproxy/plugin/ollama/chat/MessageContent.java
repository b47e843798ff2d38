package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a message sorted into the members that Ollama has for them. */
final class MessageContent implements Part.Visitor<MessageContent> {
    private final String separator;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final ArrayNode images = Json.nodes().arrayNode();
    private final ArrayNode calls = Json.nodes().arrayNode();

    private MessageContent(String separator) {
        this.separator = separator;
    }

    /** @param separator what stands between two pieces of text */
    static MessageContent of(List<Part> parts, String separator) {
        MessageContent content = new MessageContent(separator);
        parts.forEach(part -> part.accept(content));
        return content;
    }

    /** Whether an answer of this format has a place for a part; what it has none for is left out of answers. */
    static boolean isSayable(Part part) {
        boolean foreignImage = part instanceof Part.Image image && !(image.source() instanceof MediaSource.Inline);
        return !(part instanceof Part.Document || part instanceof Part.Audio || foreignImage);
    }

    String text() {
        return text.toString();
    }

    void addImages(ObjectNode message) {
        if (!images.isEmpty()) {
            message.set("images", images);
        }
    }

    void addThinkingAndCalls(ObjectNode message) {
        if (!thinking.isEmpty()) {
            message.put("thinking", thinking.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    @Override
    public MessageContent text(Part.Text part) {
        return append(part.text());
    }

    @Override
    public MessageContent refusal(Part.Refusal part) {
        return append(part.text());
    }

    @Override
    public MessageContent image(Part.Image part) {
        if (!(part.source() instanceof MediaSource.Inline inline)) {
            throw unsupported("takes the bytes of images only, no addresses");
        }
        images.add(inline.base64());
        return this;
    }

    @Override
    public MessageContent document(Part.Document part) {
        if (!(part.source() instanceof MediaSource.PlainText document)) {
            throw unsupported("has no documents but plain text");
        }
        return append(document.text());
    }

    @Override
    public MessageContent audio(Part.Audio part) {
        throw unsupported("has no sound");
    }

    @Override
    public MessageContent toolCall(Part.ToolCall part) {
        calls.add(Calls.write(part.id(), part.name(), part.arguments()));
        return this;
    }

    @Override
    public MessageContent toolResult(Part.ToolResult part) {
        part.content().forEach(inner -> inner.accept(this));
        return this;
    }

    @Override
    public MessageContent reasoning(Part.Reasoning part) {
        thinking.append(part.text());
        return this;
    }

    @Override
    public MessageContent redactedReasoning(Part.RedactedReasoning part) {
        return this;
    }

    @Override
    public MessageContent unknown(Part.Unknown part) {
        return this;
    }

    private MessageContent append(String more) {
        if (!text.isEmpty() && !more.isEmpty()) {
            text.append(separator);
        }
        text.append(more);
        return this;
    }

    private static GatewayException unsupported(String what) {
        return GatewayException.unsupported(RequestReader.MESSAGES, "the format 'ollama' " + what);
    }
}
