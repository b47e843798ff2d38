package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.SealJson;
import dev.aiproxy.api.translate.SealStore;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client of this format has no place for, kept until its next turn: other formats' signatures on tool calls and on text, and
 * ids of tool calls in letters that this format refuses. Signed thinking needs no memory, it has {@link SignatureSlot}.
 */
final class Memory {
    /** The least limit that a common id fits; longer ones are shortened. */
    static final int MAX_TOOL_ID = 128;

    private static final Pattern CHANGED_ID = Pattern.compile(".*_[0-9a-z]{13}");

    private final OpaqueState state;
    private final SealStore seals;

    Memory(OpaqueState state) {
        this.state = state;
        this.seals = new SealStore(state, ClaudeFormat.ID);
    }

    /** The id as clients of this format take it (W-CL-4). */
    String clientId(String id) {
        String fitted = Conversations.toolId(id, MAX_TOOL_ID);
        if (!fitted.equals(id)) {
            state.put(idKey(fitted), id);
        }
        return fitted;
    }

    /** The provider's own id. */
    String originalId(String id) {
        return CHANGED_ID.matcher(id).matches() ? state.get(idKey(id)).orElse(id) : id;
    }

    private static String idKey(String id) {
        return ClaudeFormat.ID + "/id/" + id;
    }

    void rememberCall(Part.ToolCall call) {
        if (call.signature() != null) {
            seals.put(List.of(call));
        }
    }

    Part.ToolCall restore(Part.ToolCall call) {
        Signature signature = seals.signature(call).orElse(null);
        return new Part.ToolCall(call.id(), call.name(), call.arguments(), signature, call.cache());
    }

    void rememberText(TextMark text, Signature signature) {
        if (!text.isEmpty()) {
            state.put(textKey(text), Json.text(SealJson.write(Json.object(), signature)));
        }
    }

    @Nullable
    Signature textSignature(String text) {
        Optional<String> kept = state.get(textKey(TextMark.of(text)));
        return kept.map(json -> SealJson.signature(Json.parse(json))).orElse(null);
    }

    private static String textKey(TextMark text) {
        return ClaudeFormat.ID + "/text/" + text.key();
    }
}
