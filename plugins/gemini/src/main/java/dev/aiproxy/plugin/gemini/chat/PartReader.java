package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.chat.ThoughtSignatures.Sealed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a client's contents. */
final class PartReader {
    private final CallIds ids;

    PartReader(CallIds ids) {
        this.ids = ids;
    }

    /** Empty for a part without data. */
    Optional<Part> read(Fields part) {
        String signature = part.text("thoughtSignature");
        Sealed sealed = signature == null || signature.isEmpty()
                ? null
                : ThoughtSignatures.read(signature).orElse(null);
        Fields call = part.object("functionCall");
        if (call != null) {
            return Optional.of(call(call, sealed));
        }
        Fields response = part.object("functionResponse");
        if (response != null) {
            return Optional.of(ResultReader.read(response, ids));
        }
        Optional<Part> media = MediaReader.read(part);
        return media.isPresent() ? media : textOrOther(part, sealed);
    }

    private Part call(Fields call, @Nullable Sealed sealed) {
        String name = call.requiredText("name");
        Fields args = call.object("args");
        return new Part.ToolCall(
                ids.ofCall(call.text("id"), name),
                name,
                args == null ? "{}" : Json.text(args.node()),
                signature(sealed),
                null);
    }

    private static Optional<Part> textOrOther(Fields part, @Nullable Sealed sealed) {
        String text = part.text("text");
        boolean thought = Boolean.TRUE.equals(part.bool("thought"));
        if (sealed != null && sealed.redacted()) {
            return Optional.of(new Part.RedactedReasoning(sealed.signature()));
        }
        if (text != null && thought) {
            return Optional.of(new Part.Reasoning(text, signature(sealed)));
        }
        if (text != null) {
            boolean silent = text.isEmpty() && sealed == null;
            return silent ? Optional.empty() : Optional.of(new Part.Text(text, List.of(), signature(sealed), null));
        }
        return part.node().isEmpty() ? Optional.empty() : Optional.of(new Part.Unknown(GeminiFormat.ID, part.node()));
    }

    private static @Nullable Signature signature(@Nullable Sealed sealed) {
        return sealed == null || sealed.redacted() ? null : sealed.signature();
    }
}
