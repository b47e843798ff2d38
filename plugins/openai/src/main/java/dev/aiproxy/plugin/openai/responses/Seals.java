package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.SealStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the signatures of other vendors to a Responses client and back (T-RE-10). They travel in {@link EncryptedContent}; what
 * belongs to a tool call is also kept in the {@link OpaqueState}, for clients that do not send back reasoning items.
 */
final class Seals {
    private final SealStore store;

    Seals(OpaqueState state) {
        this.store = new SealStore(state, ResponsesFormat.ID);
    }

    /** Keeps what belongs to the calls among the parts of an answer. */
    void remember(List<Part> answer) {
        store.put(answer);
    }

    /** Adds to what was said what a seal stands for, or seals what it belongs to; that of a missing call is lost. */
    static void apply(EncryptedContent.Seal seal, String text, List<Part> said) {
        Signature signature = seal.signature();
        switch (seal.kind()) {
            case THINKING -> said.add(new Part.Reasoning(text, signature));
            case REDACTED -> said.add(new Part.RedactedReasoning(signature));
            case CALL -> replaceLast(said, part -> part instanceof Part.ToolCall call ? sealed(call, signature) : null);
            case TEXT -> {
                if (!replaceLast(said, part -> part instanceof Part.Text words ? sealed(words, signature) : null)) {
                    said.add(sealed(Part.Text.of(""), signature));
                }
            }
        }
    }

    private static boolean replaceLast(List<Part> said, Function<Part, @Nullable Part> sealing) {
        for (int i = said.size() - 1; i >= 0; i--) {
            Part sealed = sealing.apply(said.get(i));
            if (sealed != null) {
                said.set(i, sealed);
                return true;
            }
        }
        return false;
    }

    private static Part sealed(Part.Text text, Signature signature) {
        return new Part.Text(text.text(), text.citations(), signature, text.cache());
    }

    private static Part.ToolCall sealed(Part.ToolCall call, @Nullable Signature signature) {
        return new Part.ToolCall(call.id(), call.name(), call.arguments(), signature, call.cache());
    }

    /** The parts of a turn, with what the state keeps of it where the client did not send it back. */
    List<Part> restore(List<Part> turn) {
        boolean thinkingSent = turn.stream().anyMatch(Seals::isSealedThinking);
        List<Part> restored = new ArrayList<>(turn.size());
        for (Part part : turn) {
            if (!(part instanceof Part.ToolCall call)) {
                restored.add(part);
                continue;
            }
            List<Part> kept = thinkingSent ? List.of() : store.thinking(call);
            if (!kept.isEmpty()) {
                restored.removeIf(Part.Reasoning.class::isInstance);
                restored.addAll(kept);
            }
            restored.add(
                    call.signature() == null
                            ? sealed(call, store.signature(call).orElse(null))
                            : call);
        }
        return restored;
    }

    private static boolean isSealedThinking(Part part) {
        return part instanceof Part.RedactedReasoning
                || (part instanceof Part.Reasoning reasoning && reasoning.signature() != null);
    }
}
