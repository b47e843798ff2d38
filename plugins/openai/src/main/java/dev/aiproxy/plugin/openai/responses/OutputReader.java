package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the items of an upstream's answer; those that only a provider can run are nothing to a client of another format. */
final class OutputReader {
    private static final String TYPE = "type";

    private final IdSource ids;
    private final @Nullable ToolNames names;

    /** {@code names} as the request was written with, null if none was. */
    OutputReader(IdSource ids, @Nullable ToolNames names) {
        this.ids = ids;
        this.names = names;
    }

    List<Part> parts(JsonNode output) {
        List<Part> parts = new ArrayList<>();
        output.forEach(item -> addTo(parts, item));
        return parts;
    }

    /** Adds what an item says. */
    void addTo(List<Part> parts, JsonNode item) {
        switch (item.path(TYPE).asString("")) {
            case "message" -> item.path("content").forEach(part -> content(part, parts));
            case "reasoning" -> {
                String text = reasoning(item);
                Signature signature = signature(item);
                if (!text.isEmpty() || signature != null) {
                    parts.add(new Part.Reasoning(text, signature));
                }
            }
            case "function_call", "custom_tool_call" ->
                parts.add(Part.ToolCall.of(callId(item), name(item), arguments(item)));
            case "image_generation_call" -> image(item).ifPresent(parts::add);
            default -> {}
        }
    }

    private static void content(JsonNode part, List<Part> parts) {
        String text = part.path("text").asString("");
        String refusal = part.path("refusal").asString("");
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text, citations(part), null, null));
        } else if (!refusal.isEmpty()) {
            parts.add(new Part.Refusal(refusal));
        }
    }

    static List<Citation> citations(JsonNode part) {
        List<Citation> citations = new ArrayList<>();
        part.path("annotations").forEach(raw -> citations.add(new Citation(ResponsesFormat.ID, raw)));
        return citations;
    }

    /** The summary; of models that show their thinking itself, that. */
    static String reasoning(JsonNode item) {
        String summary = joined(item.path("summary"));
        return summary.isEmpty() ? joined(item.path("content")) : summary;
    }

    private static String joined(JsonNode parts) {
        StringJoiner text = new StringJoiner("\n\n");
        for (JsonNode part : parts) {
            String piece = part.path("text").asString("");
            if (!piece.isEmpty()) {
                text.add(piece);
            }
        }
        return text.toString();
    }

    static @Nullable Signature signature(JsonNode item) {
        String content = item.path("encrypted_content").asString("");
        return content.isEmpty() ? null : EncryptedContent.own(item.path("id").asString(""), content);
    }

    /** The id that its output refers to, which is not the item's own (W-RS-4). */
    String callId(JsonNode item) {
        String id = item.path("call_id").asString("");
        return id.isEmpty() ? ids.next("call_") : id;
    }

    String name(JsonNode item) {
        String name = item.path("name").asString("");
        return names == null ? name : names.fromWire(name);
    }

    /** The arguments, {@code {}} if there are none; the text of a custom tool's call as those of a function (S-Rx 7). */
    static String arguments(JsonNode item) {
        if (item.path(TYPE).asString("").equals("custom_tool_call")) {
            return CustomTools.arguments(item.path("input").asString(""));
        }
        JsonNode arguments = item.path("arguments");
        String text = arguments.isObject() ? Json.text(arguments) : arguments.asString("");
        return text.isBlank() ? "{}" : text;
    }

    static Optional<Part> image(JsonNode item) {
        String base64 = item.path("result").asString("");
        if (base64.isEmpty()) {
            return Optional.empty();
        }
        String format = item.path("output_format").asString("png");
        return Optional.of(new Part.Image(new MediaSource.Inline("image/" + format, base64), null, null));
    }
}
