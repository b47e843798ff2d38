package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.SealJson;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The extension member {@code extra_content} of messages and tool calls, with which Google's own compatible endpoint carries
 * {@code {"google":{"thought_signature":"…"}}}. Signatures of other formats stand in {@code {"<format>":{"signature":"…"}}}; how
 * signed thinking divides the message's {@code reasoning_content} stands in
 * {@code {"ai_proxy":{"reasoning":[{"format","length","signature"} | {"format","redacted"}]}}}, lengths in UTF-16 units.
 */
record ExtraContent(JsonNode node) {
    static final String NAME = "extra_content";

    private static final WireFormat GEMINI = WireFormat.of("gemini");
    private static final String GOOGLE = "google";
    private static final String THOUGHT_SIGNATURE = "thought_signature";
    private static final String OWN = "ai_proxy";
    private static final String REASONING = "reasoning";
    private static final String SIGNATURE = "signature";
    private static final String LENGTH = "length";

    static ExtraContent of(Fields holder) {
        return new ExtraContent(holder.node().path(NAME));
    }

    /** The signature of the text or the call that the extension belongs to. */
    @Nullable
    Signature signature() {
        JsonNode google = node.path(GOOGLE).path(THOUGHT_SIGNATURE);
        if (google.isString()) {
            return new Signature(GEMINI, google.asString());
        }
        for (var member : node.properties()) {
            JsonNode value = member.getValue().path(SIGNATURE);
            if (value.isString() && !member.getKey().equals(OWN)) {
                return SealJson.signature(member.getKey(), value.asString());
            }
        }
        return null;
    }

    /** The signed and redacted thinking; empty if there is none or it does not fit the text. */
    List<Part> thinking(String text) {
        JsonNode entries = node.path(OWN).path(REASONING);
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (JsonNode entry : entries) {
            Optional<Part> redacted = SealJson.redacted(entry);
            int to = from + entry.path(LENGTH).asInt(0);
            if (to < from || to > text.length()) {
                return List.of();
            }
            parts.add(redacted.orElse(SealJson.reasoning(entry, text.substring(from, to))));
            from = to;
        }
        return from == text.length() ? parts : List.of();
    }

    /** The extension of an answer's message; empty if nothing in it is signed. */
    static Optional<ObjectNode> write(List<Part> answer) {
        ObjectNode extra = Json.object();
        for (Part part : answer) {
            if (part instanceof Part.Text text && text.signature() != null) {
                putSignature(extra, text.signature());
            }
        }
        ArrayNode entries = Json.nodes().arrayNode();
        for (JsonNode sealed : SealJson.thinking(answer)) {
            ObjectNode entry = (ObjectNode) sealed;
            JsonNode text = entry.remove(SealJson.TEXT);
            entries.add(text == null ? entry : entry.put(LENGTH, text.asString().length()));
        }
        if (!entries.isEmpty()) {
            extra.putObject(OWN).set(REASONING, entries);
        }
        return extra.isEmpty() ? Optional.empty() : Optional.of(extra);
    }

    /** The extension of a signed tool call. */
    static ObjectNode write(Signature signature) {
        ObjectNode extra = Json.object();
        putSignature(extra, signature);
        return extra;
    }

    /** Whether a member of the extension carries what only another vendor, or only this gateway, understands. */
    static boolean isForeign(String name, JsonNode value, boolean takesGoogles) {
        if (name.equals(GOOGLE)) {
            return !takesGoogles && value.has(THOUGHT_SIGNATURE);
        }
        return name.equals(OWN) || value.path(SIGNATURE).isString();
    }

    private static void putSignature(ObjectNode extra, Signature signature) {
        boolean google = signature.origin().equals(GEMINI);
        String slot = google ? GOOGLE : signature.origin().id();
        extra.putObject(slot).put(google ? THOUGHT_SIGNATURE : SIGNATURE, signature.value());
    }
}
