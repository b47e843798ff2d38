package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.SealedStream;
import dev.aiproxy.api.wire.Json;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes the content of a streamed answer as blocks. */
final class BlockStreamWriter {
    private static final int NO_CALL = -1;

    private final Memory memory;
    private final BlockEvents events = new BlockEvents();
    private final SealedStream calls = new SealedStream();
    private final Set<Integer> started = new HashSet<>();
    private Open open = Open.NOTHING;
    private int openCall = NO_CALL;
    private JsonExtent arguments = new JsonExtent();
    private TextMark text = new TextMark();
    private @Nullable Signature textSignature;

    BlockStreamWriter(Memory memory) {
        this.memory = memory;
    }

    boolean called() {
        return !started.isEmpty();
    }

    /** The call whose arguments are not all there; negative if there is none. */
    int unfinishedCall() {
        return open == Open.CALL && !arguments.isComplete() ? openCall : NO_CALL;
    }

    void text(String delta, EventSink sink) {
        if (delta.isEmpty()) {
            return;
        }
        openText(sink);
        text.append(delta);
        events.delta("text_delta", "text", delta, sink);
    }

    private void openText(EventSink sink) {
        if (open != Open.TEXT) {
            begin(Open.TEXT, BlockWriter.textBlock(""), sink);
            text = new TextMark();
        }
    }

    void citation(Citation citation, EventSink sink) {
        if (citation.origin().equals(ClaudeFormat.ID)) {
            openText(sink);
            events.delta("citations_delta", "citation", citation.raw(), sink);
        }
    }

    void thinking(String delta, EventSink sink) {
        if (delta.isEmpty()) {
            return;
        }
        openThinking(sink);
        events.delta("thinking_delta", "thinking", delta, sink);
    }

    private void openThinking(EventSink sink) {
        if (open != Open.THINKING) {
            begin(Open.THINKING, AnswerContent.thinking("").put("signature", ""), sink);
        }
    }

    /** The signature of thinking ends its block; that of text is kept, there is no place for it. */
    void sign(Signature signature, EventSink sink) {
        if (open == Open.THINKING) {
            events.delta("signature_delta", "signature", SignatureSlot.write(signature), sink);
            close(sink);
        } else if (open == Open.TEXT) {
            textSignature = signature;
        } else {
            memory.rememberText(text, signature);
        }
    }

    void thought(Part.Reasoning part, EventSink sink) {
        Signature signature = part.signature();
        if (signature != null || !part.text().isEmpty()) {
            close(sink);
            openThinking(sink);
            thinking(part.text(), sink);
            if (signature != null) {
                sign(signature, sink);
            }
            close(sink);
        }
    }

    void signCall(int call, Signature signature) {
        calls.signature(call, signature);
    }

    void call(int call, String id, String name, EventSink sink) {
        if (started.add(call)) {
            begin(Open.CALL, toolUse(memory.clientId(id), name), sink);
            openCall = call;
            arguments = new JsonExtent();
            calls.callStart(call, id, name);
        }
    }

    private static JsonNode toolUse(String id, String name) {
        return AnswerContent.toolUse(id, name).set("input", Json.object());
    }

    /** A fragment behind the end of its call's block has nowhere to go. */
    void arguments(int call, String fragment, EventSink sink) {
        if (open == Open.CALL && openCall == call && !fragment.isEmpty()) {
            arguments.append(fragment);
            calls.callDelta(call, fragment);
            events.delta("input_json_delta", "partial_json", fragment, sink);
        }
    }

    /** A block that has no deltas. */
    void whole(JsonNode block, EventSink sink) {
        begin(Open.NOTHING, block, sink);
        events.stop(sink);
    }

    private void begin(Open kind, JsonNode block, EventSink sink) {
        close(sink);
        events.start(block, sink);
        open = kind;
    }

    void close(EventSink sink) {
        if (open == Open.NOTHING) {
            return;
        }
        if (textSignature != null) {
            memory.rememberText(text, textSignature);
            textSignature = null;
        }
        open = Open.NOTHING;
        events.stop(sink);
    }

    /** The answer is complete: what belongs to its calls is kept. */
    void finish(EventSink sink) {
        close(sink);
        for (Part part : calls.parts()) {
            if (part instanceof Part.ToolCall call) {
                String complete = call.arguments().isBlank() ? "{}" : call.arguments();
                memory.rememberCall(new Part.ToolCall(call.id(), call.name(), complete, call.signature(), null));
            }
        }
    }

    /** What is open. */
    private enum Open {
        NOTHING,
        TEXT,
        THINKING,
        CALL
    }
}
