package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signed and redacted thinking as JSON, for translators that hand it to clients in an extension field or keep it in the
 * {@link OpaqueState}: {@code {"format","text","signature"}} or {@code {"format","redacted"}}.
 */
public final class SealJson {
    /** The member that holds the text of thinking. */
    public static final String TEXT = "text";

    private static final String FORMAT = "format";
    private static final String SIGNATURE = "signature";
    private static final String REDACTED = "redacted";

    private SealJson() {}

    /** All thinking among the parts; empty unless some of it is signed or redacted. */
    public static ArrayNode thinking(List<Part> parts) {
        ArrayNode entries = Json.nodes().arrayNode();
        boolean sealed = false;
        for (Part part : parts) {
            if (part instanceof Part.Reasoning reasoning) {
                entries.add(write(reasoning));
                sealed |= reasoning.signature() != null;
            } else if (part instanceof Part.RedactedReasoning redacted) {
                Signature data = redacted.data();
                entries.addObject().put(FORMAT, data.origin().id()).put(REDACTED, data.value());
                sealed = true;
            }
        }
        return sealed ? entries : Json.nodes().arrayNode();
    }

    private static ObjectNode write(Part.Reasoning reasoning) {
        ObjectNode entry = Json.object().put(TEXT, reasoning.text());
        Signature signature = reasoning.signature();
        return signature == null ? entry : write(entry, signature);
    }

    /** Adds a signature to an entry and returns it. */
    public static ObjectNode write(ObjectNode entry, Signature signature) {
        return entry.put(FORMAT, signature.origin().id()).put(SIGNATURE, signature.value());
    }

    /** The redacted thinking in an entry; empty if it holds none. */
    public static Optional<Part> redacted(JsonNode entry) {
        Signature data = signature(entry, REDACTED);
        return data == null ? Optional.empty() : Optional.of(new Part.RedactedReasoning(data));
    }

    /** The thinking in an entry, whose text stands elsewhere. */
    public static Part reasoning(JsonNode entry, String text) {
        return new Part.Reasoning(text, signature(entry));
    }

    /** The signature in an entry; null if it holds none. */
    public static @Nullable Signature signature(JsonNode entry) {
        return signature(entry, SIGNATURE);
    }

    /** A signature; null if the format's name cannot be one, for the client may have written anything. */
    public static @Nullable Signature signature(String format, String value) {
        return format.matches("[a-z0-9][a-z0-9-]*") ? new Signature(WireFormat.of(format), value) : null;
    }

    private static @Nullable Signature signature(JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        return value.isString() ? signature(entry.path(FORMAT).asString(""), value.asString()) : null;
    }
}
