package dev.aiproxy.api.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects one choice of a streamed answer. */
final class ChoiceCollector {
    private final List<GrowingPart> parts = new ArrayList<>();
    private final Map<Integer, GrowingPart> calls = new HashMap<>();

    private @Nullable GrowingPart open;
    private @Nullable FinishReason finishReason;
    private @Nullable String stopSequence;

    void append(GrowingPart.Kind kind, String text) {
        if (open == null || open.kind() != kind) {
            open = begin(new GrowingPart(kind));
        }
        open.append(text);
    }

    void add(Part part) {
        begin(GrowingPart.whole(part));
        endPart();
    }

    void call(int call, String id, String name) {
        calls.put(call, begin(GrowingPart.call(id, name)));
        endPart();
    }

    void arguments(int call, String fragment) {
        endPart();
        GrowingPart part = calls.get(call);
        if (part != null) {
            part.append(fragment);
        }
    }

    void sign(int call, Signature signature) {
        if (call < 0) {
            lastOrText(GrowingPart::isSealable).sign(signature);
        } else if (calls.containsKey(call)) {
            calls.get(call).sign(signature);
        }
    }

    void cite(Citation citation) {
        lastOrText(part -> part.kind() == GrowingPart.Kind.TEXT).cite(citation);
    }

    void endPart() {
        open = null;
    }

    void finish(FinishReason reason, @Nullable String sequence) {
        endPart();
        finishReason = reason;
        stopSequence = sequence;
    }

    ChatResponse.Choice toChoice(int index) {
        FinishReason reason = finishReason;
        if (reason == null) {
            reason = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        }
        List<Part> complete = parts.stream().map(GrowingPart::toPart).toList();
        return new ChatResponse.Choice(index, complete, reason, stopSequence);
    }

    private GrowingPart begin(GrowingPart part) {
        parts.add(part);
        return part;
    }

    private GrowingPart lastOrText(Predicate<GrowingPart> wanted) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (wanted.test(parts.get(i))) {
                return parts.get(i);
            }
        }
        return begin(new GrowingPart(GrowingPart.Kind.TEXT));
    }
}
