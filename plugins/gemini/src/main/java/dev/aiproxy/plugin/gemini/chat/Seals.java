package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.SealStore;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Brings the signatures of other vendors to a Gemini client and back (T-RE-10). They travel in {@code thoughtSignature} (see
 * {@link ThoughtSignatures}); what belongs to a tool call is also kept in the {@link OpaqueState}, for clients that replay their
 * calls without it. Many of them drop the calls' ids as well: then name and arguments must do, together with all that was said
 * before, so that one conversation is never given the thinking of another.
 */
final class Seals {
    private final SealStore store;
    private long conversation;

    Seals(OpaqueState state) {
        this.store = new SealStore(state, GeminiFormat.ID);
    }

    /** Follows the conversation, content by content. */
    void said(JsonNode content) {
        conversation = conversation * 31 + content.hashCode();
    }

    /** Keeps what belongs to the calls among the parts of an answer. */
    void remember(List<Part> answer) {
        store.put(answer);
        store.put(answer.stream().map(this::withoutId).toList());
    }

    /** The parts of a model's turn, with the signatures that the client did not send back. */
    List<Part> restore(List<Part> turn, CallIds ids) {
        List<Part> restored = new ArrayList<>(turn.size());
        boolean thinkingSent = turn.stream().anyMatch(Seals::isSignedThinking);
        for (Part part : turn) {
            if (part instanceof Part.ToolCall call) {
                Part.ToolCall known = ids.isGiven(call.id()) ? call : without(call);
                if (!thinkingSent) {
                    restored.addAll(store.thinking(known));
                }
                restored.add(sealed(call, known));
            } else {
                restored.add(part);
            }
        }
        return restored;
    }

    private Part.ToolCall sealed(Part.ToolCall call, Part.ToolCall known) {
        Signature signature = call.signature() == null ? store.signature(known).orElse(null) : call.signature();
        return new Part.ToolCall(call.id(), call.name(), call.arguments(), signature, call.cache());
    }

    private static boolean isSignedThinking(Part part) {
        return part instanceof Part.RedactedReasoning
                || (part instanceof Part.Reasoning reasoning && reasoning.signature() != null);
    }

    private Part withoutId(Part part) {
        return part instanceof Part.ToolCall call ? without(call) : part;
    }

    private Part.ToolCall without(Part.ToolCall call) {
        return new Part.ToolCall(
                "@" + Long.toHexString(conversation), call.name(), call.arguments(), call.signature(), call.cache());
    }
}
