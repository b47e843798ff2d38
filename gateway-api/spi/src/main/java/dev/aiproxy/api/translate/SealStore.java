package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signatures kept by tool call in the {@link OpaqueState}, for clients that do not send back what they do not know. The key is the
 * client's format, the call's id and a hash of its name and arguments. Serves one exchange, on one thread.
 */
public final class SealStore {
    private static final String CALL = "call";
    private static final String THINKING = "thinking";

    private final OpaqueState state;
    private final WireFormat format;

    /** Seals for clients of {@code format}. */
    public SealStore(OpaqueState state, WireFormat format) {
        this.state = state;
        this.format = format;
    }

    /** Keeps the signatures of the calls of an answer, and with each call the signed thinking before it. */
    public void put(List<Part> answer) {
        ArrayNode thinking = SealJson.thinking(answer);
        for (Part part : answer) {
            if (part instanceof Part.ToolCall call && !(thinking.isEmpty() && call.signature() == null)) {
                state.put(key(call), Json.text(entry(call, thinking)));
                thinking = Json.nodes().arrayNode();
            }
        }
    }

    private static ObjectNode entry(Part.ToolCall call, ArrayNode thinking) {
        ObjectNode entry = Json.object();
        Signature signature = call.signature();
        if (signature != null) {
            entry.set(CALL, SealJson.write(Json.object(), signature));
        }
        entry.set(THINKING, thinking);
        return entry;
    }

    /** The signature kept for a call. */
    public Optional<Signature> signature(Part.ToolCall call) {
        return find(call).map(entry -> SealJson.signature(entry.path(CALL)));
    }

    /** The thinking that stood before a call; empty if none is kept. */
    public List<Part> thinking(Part.ToolCall call) {
        List<Part> parts = new ArrayList<>();
        find(call)
                .ifPresent(entry -> entry.path(THINKING)
                        .forEach(part -> parts.add(SealJson.redacted(part)
                                .orElseGet(() -> SealJson.reasoning(
                                        part, part.path(SealJson.TEXT).asString(""))))));
        return parts;
    }

    private Optional<JsonNode> find(Part.ToolCall call) {
        return state.get(key(call)).map(Json::parse);
    }

    private String key(Part.ToolCall call) {
        return format + "/" + call.id() + "/" + hash(call.name() + "\0" + canonical(call.arguments()));
    }

    /** Clients may parse and render the arguments anew; that must not lose the signature. */
    private static String canonical(String arguments) {
        try {
            return Json.text(sorted(Json.parse(arguments)));
        } catch (GatewayException truncated) {
            return arguments;
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode copy = Json.nodes().arrayNode();
            node.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        TreeMap<String, JsonNode> members = new TreeMap<>();
        node.forEachEntry((name, value) -> members.put(name, sorted(value)));
        ObjectNode copy = Json.object();
        copy.setAll(members);
        return copy;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
