package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects the parts of an answer into the {@code message} of a choice. */
final class AnswerMessage implements Part.Visitor<Boolean> {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ArrayNode calls = Json.nodes().arrayNode();
    private final ArrayNode images = Json.nodes().arrayNode();
    private final ArrayNode annotations = Json.nodes().arrayNode();

    /** The message; its content is null if there is only something else to say (W-CH-2). */
    ObjectNode finished() {
        ObjectNode message = Json.object().put("role", "assistant");
        boolean silent = text.isEmpty() && !(calls.isEmpty() && refusal.isEmpty());
        message.put("content", silent ? null : text.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        putUnlessEmpty(message, "tool_calls", calls);
        putUnlessEmpty(message, "images", images);
        putUnlessEmpty(message, "annotations", annotations);
        return message;
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    private static void putUnlessEmpty(ObjectNode message, String name, ArrayNode values) {
        if (!values.isEmpty()) {
            message.set(name, values);
        }
    }

    @Override
    public Boolean text(Part.Text part) {
        text.append(part.text());
        for (Citation citation : part.citations()) {
            annotation(citation).ifPresent(annotations::add);
        }
        return true;
    }

    /** OpenAI's own annotations; those of other formats have another shape (R-KC 7). */
    static Optional<JsonNode> annotation(Citation citation) {
        return citation.origin().equals(ChatFormat.ID) ? Optional.of(citation.raw()) : Optional.empty();
    }

    @Override
    public Boolean reasoning(Part.Reasoning part) {
        reasoning.append(part.text());
        return true;
    }

    @Override
    public Boolean refusal(Part.Refusal part) {
        refusal.append(part.text());
        return true;
    }

    @Override
    public Boolean toolCall(Part.ToolCall part) {
        ObjectNode call = calls.addObject().put("id", part.id()).put("type", "function");
        call.putObject("function")
                .put("name", part.name())
                .put("arguments", part.arguments().isEmpty() ? "{}" : part.arguments());
        Signature signature = part.signature();
        if (signature != null) {
            call.set(ExtraContent.NAME, ExtraContent.write(signature));
        }
        return true;
    }

    @Override
    public Boolean image(Part.Image part) {
        return imageUrl(part).map(images::add).isPresent();
    }

    /** An image in the form in which several compatible servers answer with one. */
    static Optional<ObjectNode> imageUrl(Part.Image part) {
        String url = null;
        if (part.source() instanceof MediaSource.Inline inline) {
            url = DataUrls.of(inline);
        } else if (part.source() instanceof MediaSource.Url remote) {
            url = remote.url();
        }
        if (url == null) {
            return Optional.empty();
        }
        ObjectNode image = Json.object().put("type", "image_url");
        image.putObject("image_url").put("url", url);
        return Optional.of(image);
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

    @Override
    public Boolean redactedReasoning(Part.RedactedReasoning part) {
        return false;
    }

    @Override
    public Boolean unknown(Part.Unknown part) {
        return false;
    }
}
