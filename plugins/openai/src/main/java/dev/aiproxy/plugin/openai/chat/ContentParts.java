package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the content of messages (table T-CO); empty for parts that OpenAI's formats write elsewhere or not at all. */
public abstract class ContentParts implements Part.Visitor<Optional<JsonNode>> {
    private final WireFormat clientFormat;

    /** For a request that came in this format. */
    protected ContentParts(WireFormat clientFormat) {
        this.clientFormat = clientFormat;
    }

    /** All parts that the format has content for. */
    public final ArrayNode write(List<Part> parts) {
        ArrayNode nodes = Json.nodes().arrayNode();
        parts.forEach(part -> part.accept(this).ifPresent(nodes::add));
        return nodes;
    }

    /** A part that is this text. */
    protected abstract ObjectNode text(String text);

    /** A document that is not known to be text. */
    protected abstract ObjectNode file(Part.Document part);

    @Override
    public final Optional<JsonNode> text(Part.Text part) {
        return Optional.of(text(part.text()));
    }

    @Override
    public final Optional<JsonNode> refusal(Part.Refusal part) {
        return Optional.of(text(part.text()));
    }

    @Override
    public final Optional<JsonNode> document(Part.Document part) {
        MediaSource source = part.source();
        if (source instanceof MediaSource.PlainText plain) {
            return Optional.of(text(plain.text()));
        }
        if (source instanceof MediaSource.Inline inline && inline.mediaType().startsWith("text/")) {
            return Optional.of(text(DataUrls.decodedText(inline)));
        }
        return Optional.of(file(part));
    }

    /** Names a document and sets its bytes. */
    protected static ObjectNode inline(Part.Document part, MediaSource.Inline source, ObjectNode file) {
        return file.put("filename", part.name() == null ? DataUrls.fileName(source) : part.name())
                .put("file_data", DataUrls.of(source));
    }

    /**
     * The id of an uploaded file. Ids mean something to OpenAI only.
     *
     * @throws GatewayException with this demand if it is no file, or none of OpenAI's
     */
    protected final String fileId(MediaSource source, String demand) {
        if (source instanceof MediaSource.FileId file && clientFormat.id().startsWith(ChatFormat.ID.id())) {
            return file.id();
        }
        throw unsupported(demand);
    }

    /** The refusal of a part that the format cannot carry as it is. */
    protected static GatewayException unsupported(String demand) {
        return GatewayException.unsupported("messages", "messages: towards this model " + demand);
    }

    @Override
    public final Optional<JsonNode> toolCall(Part.ToolCall part) {
        return Optional.empty();
    }

    @Override
    public final Optional<JsonNode> toolResult(Part.ToolResult part) {
        return Optional.empty();
    }

    @Override
    public final Optional<JsonNode> reasoning(Part.Reasoning part) {
        return Optional.empty();
    }

    @Override
    public final Optional<JsonNode> redactedReasoning(Part.RedactedReasoning part) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> unknown(Part.Unknown part) {
        return Optional.empty();
    }
}
