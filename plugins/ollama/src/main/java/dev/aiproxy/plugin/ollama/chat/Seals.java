package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.SealStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the signatures of other vendors, which this format has no place for, with the calls that they came with (T-RE-10). */
final class Seals {
    private final SealStore store;

    Seals(OpaqueState state) {
        this.store = new SealStore(state, OllamaFormat.ID);
    }

    void remember(List<Part> answer) {
        store.put(answer);
    }

    /** The parts of an assistant's message: signed thinking that was kept stands for the client's copy of its text. */
    List<Part> restore(@Nullable String thinking, List<Part> said, List<Part.ToolCall> calls) {
        List<Part> parts = new ArrayList<>();
        calls.forEach(call -> parts.addAll(store.thinking(call)));
        if (parts.isEmpty() && thinking != null && !thinking.isEmpty()) {
            parts.add(new Part.Reasoning(thinking, null));
        }
        parts.addAll(said);
        calls.forEach(call -> parts.add(restored(call)));
        return parts;
    }

    private Part restored(Part.ToolCall call) {
        return new Part.ToolCall(
                call.id(), call.name(), call.arguments(), store.signature(call).orElse(null), call.cache());
    }
}
