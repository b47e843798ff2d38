package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.openai.chat.DataUrls;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the content of messages and tool outputs (table T-CO); what the format has no part for yields nothing. */
final class ContentWriter implements Part.Visitor<Optional<ObjectNode>> {
    private static final String TYPE = "type";
    private static final String TEXT = "input_text";

    private final WireFormat clientFormat;

    ContentWriter(WireFormat clientFormat) {
        this.clientFormat = clientFormat;
    }

    ArrayNode write(List<Part> parts) {
        ArrayNode nodes = Json.nodes().arrayNode();
        parts.forEach(part -> part.accept(this).ifPresent(nodes::add));
        return nodes;
    }

    /** A single text may stand as a string. */
    static JsonNode orText(ArrayNode parts) {
        JsonNode only = parts.path(0);
        return parts.size() == 1 && only.path(TYPE).asString("").equals(TEXT) ? only.path("text") : parts;
    }

    @Override
    public Optional<ObjectNode> text(Part.Text part) {
        return Optional.of(textNode(part.text()));
    }

    private static ObjectNode textNode(String text) {
        return Json.object().put(TYPE, TEXT).put("text", text);
    }

    @Override
    public Optional<ObjectNode> image(Part.Image part) {
        ObjectNode node = Json.object().put(TYPE, "input_image");
        MediaSource source = part.source();
        if (source instanceof MediaSource.Inline inline) {
            node.put("image_url", DataUrls.of(inline));
        } else if (source instanceof MediaSource.Url url) {
            node.put("image_url", url.url());
        } else {
            node.put("file_id", fileId(source, "an image must be given inline or by URL"));
        }
        return Optional.of(node.put("detail", part.detail() == null ? "auto" : part.detail()));
    }

    /** Ids mean something to OpenAI only. */
    private String fileId(MediaSource source, String demand) {
        if (source instanceof MediaSource.FileId file && clientFormat.id().startsWith("openai")) {
            return file.id();
        }
        throw GatewayException.unsupported("messages", "messages: towards this model " + demand);
    }

    @Override
    public Optional<ObjectNode> document(Part.Document part) {
        MediaSource source = part.source();
        if (source instanceof MediaSource.PlainText plain) {
            return Optional.of(textNode(plain.text()));
        }
        ObjectNode node = Json.object().put(TYPE, "input_file");
        if (source instanceof MediaSource.Inline inline) {
            if (inline.mediaType().startsWith("text/")) {
                return Optional.of(textNode(DataUrls.decodedText(inline)));
            }
            String name = part.name() == null ? DataUrls.fileName(inline) : part.name();
            return Optional.of(node.put("filename", name).put("file_data", DataUrls.of(inline)));
        }
        if (source instanceof MediaSource.Url url) {
            return Optional.of(node.put("file_url", url.url()));
        }
        return Optional.of(node.put("file_id", fileId(source, "a document must be given inline or by URL")));
    }

    @Override
    public Optional<ObjectNode> audio(Part.Audio part) {
        throw GatewayException.unsupported("messages", "messages: towards this model audio cannot be sent");
    }

    @Override
    public Optional<ObjectNode> refusal(Part.Refusal part) {
        return Optional.of(textNode(part.text()));
    }

    @Override
    public Optional<ObjectNode> toolCall(Part.ToolCall part) {
        return Optional.empty();
    }

    @Override
    public Optional<ObjectNode> toolResult(Part.ToolResult part) {
        return Optional.empty();
    }

    @Override
    public Optional<ObjectNode> reasoning(Part.Reasoning part) {
        return Optional.empty();
    }

    @Override
    public Optional<ObjectNode> redactedReasoning(Part.RedactedReasoning part) {
        return Optional.empty();
    }

    @Override
    public Optional<ObjectNode> unknown(Part.Unknown part) {
        return Optional.empty();
    }
}
