package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the thinking and the calls of a streamed choice, as far as their signatures need it, so that a {@link SealStore} can keep
 * them. Memory is bounded: beyond a limit nothing is kept, and the signatures are lost. Serves one choice, on one thread.
 */
public final class SealedStream {
    private static final int MAX_CHARS = 1 << 20;

    private final List<Part> thinking = new ArrayList<>();
    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private final StringBuilder open = new StringBuilder();
    private Last last = Last.NOTHING;
    private @Nullable Signature textSignature;
    private int chars;

    /** Has seen nothing yet. */
    public SealedStream() {}

    /** Visible text went by. */
    public void text() {
        closeThinking(null);
        last = Last.TEXT;
    }

    /** More thinking. */
    public void reasoning(String text) {
        if (last != Last.REASONING) {
            closeThinking(null);
        }
        last = Last.REASONING;
        keep(open, text);
    }

    /** Redacted thinking. */
    public void redacted(Part.RedactedReasoning part) {
        closeThinking(null);
        thinking.add(part);
        last = Last.NOTHING;
    }

    /** The open part is complete. */
    public void partEnd() {
        if (last != Last.REASONING) {
            return;
        }
        last = Last.CLOSED_REASONING;
    }

    /** A call begins. */
    public void callStart(int number, String id, String name) {
        closeThinking(null);
        last = Last.NOTHING;
        calls.put(number, new Call(id, name));
    }

    /** More of a call's arguments. */
    public void callDelta(int number, String arguments) {
        Call call = calls.get(number);
        if (call != null) {
            keep(call.arguments, arguments);
        }
    }

    /** Takes a signature; true if it belongs to a call. */
    public boolean signature(int number, Signature signature) {
        Call call = calls.get(number);
        if (call != null) {
            call.signature = signature;
            return true;
        }
        if (last == Last.TEXT) {
            textSignature = signature;
        } else {
            closeThinking(signature);
        }
        return false;
    }

    /** How many calls there were. */
    public int callCount() {
        return calls.size();
    }

    /** The numbers of the calls that had no arguments yet. */
    public List<Integer> callsWithoutArguments() {
        return calls.entrySet().stream()
                .filter(call -> call.getValue().arguments.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What was kept, in order; empty if it was too much. */
    public List<Part> parts() {
        closeThinking(null);
        if (chars > MAX_CHARS) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>(thinking);
        if (textSignature != null) {
            parts.add(new Part.Text("", List.of(), textSignature, null));
        }
        calls.values().forEach(call -> parts.add(call.part()));
        return parts;
    }

    private void closeThinking(@Nullable Signature signature) {
        if (!open.isEmpty() || signature != null) {
            thinking.add(new Part.Reasoning(open.toString(), signature));
        }
        open.setLength(0);
        if (last == Last.REASONING || last == Last.CLOSED_REASONING) {
            last = Last.NOTHING;
        }
    }

    private void keep(StringBuilder kept, String text) {
        chars = Math.min(MAX_CHARS + 1, chars + text.length());
        if (chars <= MAX_CHARS || kept.isEmpty()) {
            kept.append(text);
        }
    }

    /** The part that a signature without a number belongs to. */
    private enum Last {
        NOTHING,
        TEXT,
        REASONING,
        CLOSED_REASONING
    }

    /** A call as far as it has come. */
    private static final class Call {
        private final String id;
        private final String name;
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable Signature signature;

        Call(String id, String name) {
            this.id = id;
            this.name = name;
        }

        Part part() {
            return new Part.ToolCall(id, name, arguments.toString(), signature, null);
        }
    }
}
