package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.SealedStream;
import dev.aiproxy.api.wire.Json;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows one candidate. Methods return the parts that are due, most often none or one. A call is held back until it is complete
 * (S-KG-2): when something follows it and its arguments are a whole object, or at the end.
 */
final class CandidateWriter {
    private final int index;
    private final AnswerPart writer = new AnswerPart();
    private final SealedStream sealed = new SealedStream();
    private final Map<Integer, PendingCall> pending = new TreeMap<>();
    private boolean thinking;
    private @Nullable FinishReason finishReason;

    CandidateWriter(int index) {
        this.index = index;
    }

    ArrayNode text(String text) {
        sealed.text();
        thinking = false;
        return due().add(Json.object().put("text", text));
    }

    ArrayNode reasoning(String text) {
        sealed.reasoning(text);
        thinking = true;
        return due().add(AnswerPart.thought(text));
    }

    /** A signature behind its text goes on an empty part of the same kind, as Google itself streams them. */
    ArrayNode signature(int call, Signature signature) {
        PendingCall owner = pending.get(call);
        sealed.signature(call, signature);
        if (owner != null) {
            owner.signature = signature;
        }
        if (call >= 0) {
            return nothing();
        }
        ObjectNode part = thinking ? AnswerPart.thought("") : Json.object().put("text", "");
        return due().add(AnswerPart.signed(part, signature));
    }

    ArrayNode whole(Part part) {
        if (part instanceof Part.RedactedReasoning redacted) {
            sealed.redacted(redacted);
        }
        ArrayNode parts = due();
        part.accept(writer).ifPresent(parts::add);
        return parts;
    }

    ArrayNode callStart(ChatEvent.ToolCallStart start) {
        sealed.callStart(start.call(), start.id(), start.name());
        ArrayNode parts = due();
        pending.put(start.call(), new PendingCall(start.id(), start.name()));
        return parts;
    }

    void callDelta(int call, String arguments) {
        sealed.callDelta(call, arguments);
        PendingCall owner = pending.get(call);
        if (owner != null) {
            owner.arguments.append(arguments);
        }
    }

    ArrayNode partEnd() {
        sealed.partEnd();
        return due();
    }

    void finish(FinishReason reason) {
        finishReason = reason;
    }

    /** The last chunk's candidate; calls that were cut off keep their name at least. */
    ObjectNode end(Seals seals) {
        ArrayNode parts = nothing();
        boolean calls = sealed.callCount() > 0;
        pending.values().forEach(call -> parts.add(call.write(writer)));
        seals.remember(sealed.parts());
        FinishReason actual = finishReason == null ? calls ? FinishReason.TOOL_CALLS : FinishReason.STOP : finishReason;
        return Head.candidate(index, parts, FinishReasons.write(actual));
    }

    /** The complete calls at the head of those that wait; their order is kept. */
    private ArrayNode due() {
        ArrayNode parts = nothing();
        Iterator<PendingCall> waiting = pending.values().iterator();
        while (waiting.hasNext()) {
            PendingCall call = waiting.next();
            if (!call.isComplete()) {
                return parts;
            }
            parts.add(call.write(writer));
            waiting.remove();
        }
        return parts;
    }

    private static ArrayNode nothing() {
        return Json.nodes().arrayNode();
    }

    /** A call as far as it has come. */
    private static final class PendingCall {
        private final String id;
        private final String name;
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable Signature signature;

        PendingCall(String id, String name) {
            this.id = id;
            this.name = name;
        }

        boolean isComplete() {
            return Arguments.complete(arguments.toString()).isPresent();
        }

        ObjectNode write(AnswerPart writer) {
            Part.ToolCall call = new Part.ToolCall(id, name, arguments.toString(), signature, null);
            return (ObjectNode) writer.toolCall(call).orElseThrow();
        }
    }
}
