package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the output of a streamed answer, item after item. An item stays open until the next one begins, for a signature may follow
 * its end; only calls whose arguments are not complete by then stay open beside it (S-xR 3).
 */
final class OutputWriter {
    private final Echo echo;
    private final Events events;
    private final Map<Integer, ObjectNode> finished = new TreeMap<>();
    private final Map<Integer, CallItem> calls = new LinkedHashMap<>();
    private final Map<Integer, CallItem> openCalls = new LinkedHashMap<>();
    private @Nullable OutputItem current;
    private @Nullable Signature textSignature;
    private int nextIndex;
    private boolean refused;

    OutputWriter(Echo echo, Events events) {
        this.echo = echo;
        this.events = events;
    }

    boolean refused() {
        return refused;
    }

    void text(String delta, EventSink sink) {
        if (!delta.isEmpty()) {
            message(sink).text(delta, sink);
        }
    }

    void refusal(String delta, EventSink sink) {
        if (!delta.isEmpty()) {
            refused = true;
            message(sink).refusal(delta, sink);
        }
    }

    void citation(Citation citation, EventSink sink) {
        if (citation.origin().equals(ResponsesFormat.ID)) {
            message(sink).annotation(citation.raw(), sink);
        }
    }

    private MessageItem message(EventSink sink) {
        if (current instanceof MessageItem open) {
            return open;
        }
        return begin(new MessageItem(events, beforeNext(sink), echo.newId("msg_")), sink);
    }

    void reasoning(String delta, EventSink sink) {
        ReasoningItem item = current instanceof ReasoningItem open && !open.isEnded()
                ? open
                : begin(new ReasoningItem(events, beforeNext(sink), reasoningId()), sink);
        item.text(delta, sink);
    }

    private String reasoningId() {
        return echo.newId(EncryptedContent.ITEM_ID);
    }

    void endPart() {
        if (current instanceof ReasoningItem item) {
            item.end();
        }
    }

    /** A whole thought; its text may be empty. */
    void thought(Part.Reasoning part, EventSink sink) {
        ReasoningItem item = begin(new ReasoningItem(events, beforeNext(sink), reasoningId()), sink);
        item.text(part.text(), sink);
        item.end();
        Signature signature = part.signature();
        if (signature != null) {
            item.seal(EncryptedContent.Kind.THINKING, signature);
        }
    }

    void redacted(Part.RedactedReasoning part, EventSink sink) {
        seal(EncryptedContent.Kind.REDACTED, part.data(), sink);
    }

    private void seal(EncryptedContent.Kind kind, Signature signature, EventSink sink) {
        begin(new ReasoningItem(events, beforeNext(sink), reasoningId()), sink).seal(kind, signature);
    }

    /** The signature of the last text or thinking. */
    void sign(Signature signature, EventSink sink) {
        if (current instanceof ReasoningItem item && !item.isSealed()) {
            item.seal(EncryptedContent.Kind.THINKING, signature);
        } else if (current instanceof MessageItem) {
            textSignature = signature;
        } else if (echo.carriesSeals()) {
            seal(EncryptedContent.Kind.TEXT, signature, sink);
        }
    }

    void signCall(int number, Signature signature) {
        CallItem call = calls.get(number);
        if (call != null) {
            call.sign(signature);
        }
    }

    void call(ChatEvent.ToolCallStart start, EventSink sink) {
        if (calls.containsKey(start.call())) {
            return;
        }
        int index = beforeNext(sink);
        CallItem item = echo.isCustom(start.name())
                ? new CustomCallItem(events, index, echo.newId("ctc_"), start)
                : new CallItem(events, index, echo.newId("fc_"), start);
        calls.put(start.call(), item);
        openCalls.put(start.call(), begin(item, sink));
    }

    void arguments(int number, String fragment, EventSink sink) {
        CallItem call = openCalls.get(number);
        if (call != null) {
            call.append(fragment, sink);
        }
    }

    void image(MediaSource.Inline image, EventSink sink) {
        begin(new ImageItem(events, beforeNext(sink), echo.newId("ig_"), image), sink);
    }

    private <T extends OutputItem> T begin(T item, EventSink sink) {
        current = item;
        item.open(sink);
        return item;
    }

    /** Closes what is complete and gives the next item's place. */
    private int beforeNext(EventSink sink) {
        OutputItem last = current;
        current = null;
        if (last != null && !(last instanceof CallItem call && !call.isWhole())) {
            close(last, OutputItem.COMPLETED, sink);
            sealBehind(last, sink);
        }
        return nextIndex++;
    }

    /** What has no place in the item itself stands behind it, for clients that will send it back. */
    private void sealBehind(OutputItem last, EventSink sink) {
        Signature signature = last instanceof CallItem call ? call.signature() : textSignature;
        textSignature = null;
        if (signature != null && echo.carriesSeals()) {
            EncryptedContent.Kind kind =
                    last instanceof CallItem ? EncryptedContent.Kind.CALL : EncryptedContent.Kind.TEXT;
            ReasoningItem item = new ReasoningItem(events, nextIndex++, reasoningId());
            item.open(sink);
            item.seal(kind, signature);
            close(item, OutputItem.COMPLETED, sink);
        }
    }

    private void close(OutputItem item, String status, EventSink sink) {
        openCalls.values().remove(item);
        finished.put(item.index(), item.close(status, sink));
    }

    /** Closes what is still open; the last item may have been cut. */
    ArrayNode finish(boolean cut, EventSink sink) {
        OutputItem last = current;
        current = null;
        for (CallItem call : List.copyOf(openCalls.values())) {
            if (call != last) {
                close(call, OutputItem.COMPLETED, sink);
            }
        }
        if (last != null) {
            close(last, cut && !last.isWhole() ? OutputItem.INCOMPLETE : OutputItem.COMPLETED, sink);
            sealBehind(last, sink);
        }
        return finished();
    }

    /** The items that are complete. */
    ArrayNode finished() {
        ArrayNode output = Json.nodes().arrayNode();
        finished.values().forEach(output::add);
        return output;
    }
}
