package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.SealStore;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the signatures of other vendors to a chat client and back (T-RE-10). They travel in {@code extra_content} (see
 * {@link ExtraContent}); what belongs to a tool call is also kept in the {@link OpaqueState}, for clients that drop fields which
 * they do not know.
 */
final class Seals {
    private final SealStore store;

    Seals(OpaqueState state) {
        this.store = new SealStore(state, ChatFormat.ID);
    }

    /** The parts of an assistant message, in order, with the signatures that it or the state holds. */
    List<Part> restore(Fields message, @Nullable String reasoning, List<Part> said, List<SealedCall> calls) {
        ExtraContent extra = ExtraContent.of(message);
        List<Part> parts = new ArrayList<>(thinking(extra, reasoning, calls));
        parts.addAll(sealText(said, extra.signature()));
        calls.forEach(call -> parts.add(restore(call)));
        return parts;
    }

    /** Keeps what belongs to the calls among the parts of an answer. */
    void remember(List<Part> answer) {
        store.put(answer);
    }

    /** The message-level extension of an answer; empty if it needs none. */
    static Optional<ObjectNode> extension(List<Part> answer) {
        return ExtraContent.write(answer);
    }

    private List<Part> thinking(ExtraContent extra, @Nullable String reasoning, List<SealedCall> calls) {
        String text = reasoning == null ? "" : reasoning;
        List<Part> sealed = extra.thinking(text);
        if (!sealed.isEmpty()) {
            return sealed;
        }
        for (SealedCall call : calls) {
            List<Part> kept = store.thinking(call.call());
            if (!kept.isEmpty()) {
                return kept;
            }
        }
        return text.isEmpty() ? List.of() : List.of(new Part.Reasoning(text, null));
    }

    private Part restore(SealedCall sealed) {
        Part.ToolCall call = sealed.call();
        Signature signature = sealed.signature() == null ? store.signature(call).orElse(null) : sealed.signature();
        return new Part.ToolCall(call.id(), call.name(), call.arguments(), signature, call.cache());
    }

    /** Formats that sign text sign its end. */
    private static List<Part> sealText(List<Part> said, @Nullable Signature signature) {
        if (signature == null) {
            return said;
        }
        List<Part> sealed = new ArrayList<>(said);
        for (int i = said.size() - 1; i >= 0; i--) {
            if (said.get(i) instanceof Part.Text text) {
                sealed.set(i, new Part.Text(text.text(), text.citations(), signature, text.cache()));
                return sealed;
            }
        }
        return said;
    }

    /** A call as the client sent it, with the signature in its extension. */
    record SealedCall(Part.ToolCall call, @Nullable Signature signature) {}
}
