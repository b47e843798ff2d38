package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the {@code functionResponse} that answers a call (W-GE-3). */
final class ResultWriter {
    private final Model model;
    private final ToolNames names;

    ResultWriter(Model model, ToolNames names) {
        this.model = model;
        this.names = names;
    }

    /** The response; what it cannot hold is added to {@code beside}. */
    ObjectNode write(Part.ToolResult result, List<Part> beside) {
        ObjectNode node = Json.object();
        ObjectNode response = node.putObject("functionResponse")
                .put("id", result.callId())
                .put("name", names.toWire(String.valueOf(result.name())));
        response.set("response", answer(result));
        ArrayNode media = Json.nodes().arrayNode();
        for (Part part : result.content()) {
            if (!(part instanceof Part.Text)) {
                inside(part).ifPresentOrElse(media::add, () -> beside.add(part));
            }
        }
        if (!media.isEmpty()) {
            response.set("parts", media);
        }
        return node;
    }

    /** Google's SDKs wrap text in {@code output}, and failures in {@code error} (Q-KG-7). */
    private static ObjectNode answer(Part.ToolResult result) {
        if (result.structured() instanceof ObjectNode object) {
            return object;
        }
        StringJoiner text = new StringJoiner("\n");
        for (Part part : result.content()) {
            if (part instanceof Part.Text said) {
                text.add(said.text());
            }
        }
        return Json.object().put(result.isError() ? "error" : "output", text.toString());
    }

    private Optional<JsonNode> inside(Part part) {
        MediaSource source = part instanceof Part.Image image
                ? image.source()
                : part instanceof Part.Document document ? document.source() : null;
        return model.takesMediaInResults() && source instanceof MediaSource.Inline inline
                ? Optional.of(MediaWriter.inline(inline))
                : Optional.empty();
    }
}
