package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.openai.chat.ContentParts;
import dev.aiproxy.plugin.openai.chat.DataUrls;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The content of messages and tool outputs. */
final class ContentWriter extends ContentParts {
    private static final String TYPE = "type";
    private static final String TEXT = "input_text";

    ContentWriter(WireFormat clientFormat) {
        super(clientFormat);
    }

    /** A single text may stand as a string. */
    static JsonNode orText(ArrayNode parts) {
        JsonNode only = parts.path(0);
        return parts.size() == 1 && only.path(TYPE).asString("").equals(TEXT) ? only.path("text") : parts;
    }

    @Override
    protected ObjectNode text(String text) {
        return Json.object().put(TYPE, TEXT).put("text", text);
    }

    @Override
    public Optional<JsonNode> image(Part.Image part) {
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

    @Override
    protected ObjectNode file(Part.Document part) {
        ObjectNode node = Json.object().put(TYPE, "input_file");
        MediaSource source = part.source();
        if (source instanceof MediaSource.Inline inline) {
            return inline(part, inline, node);
        }
        if (source instanceof MediaSource.Url url) {
            return node.put("file_url", url.url());
        }
        return node.put("file_id", fileId(source, "a document must be given inline or by URL"));
    }

    @Override
    public Optional<JsonNode> audio(Part.Audio part) {
        throw unsupported("audio cannot be sent");
    }
}
