package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EventSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the events of a choice in an order in which one block is open at a time (S-CK-6): while a call lacks some of its
 * arguments, whatever does not belong to it waits.
 */
final class ContentOrder {
    private static final int MAX_WAITING = 1 << 16;

    private final BlockStreamWriter blocks;
    private List<ChatEvent> waiting = new ArrayList<>();

    ContentOrder(BlockStreamWriter blocks) {
        this.blocks = blocks;
    }

    void write(ChatEvent event, EventSink sink) {
        int unfinished = blocks.unfinishedCall();
        if (unfinished >= 0 && !belongs(event, unfinished)) {
            defer(event);
            return;
        }
        event.accept(new ContentWriter(blocks, sink));
        if (blocks.unfinishedCall() < 0) {
            release(sink);
        }
    }

    private void defer(ChatEvent event) {
        if (waiting.size() == MAX_WAITING) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the provider mixes its tool calls too much");
        }
        waiting.add(event);
    }

    private void release(EventSink sink) {
        List<ChatEvent> released = waiting;
        waiting = new ArrayList<>();
        released.forEach(event -> write(event, sink));
    }

    /** Calls that are still unfinished stay so. */
    void finish(EventSink sink) {
        while (!waiting.isEmpty()) {
            blocks.close(sink);
            release(sink);
        }
        blocks.finish(sink);
    }

    /** Whether an event belongs to a call. A part's end does: only formats that never mix calls tell it. */
    private static boolean belongs(ChatEvent event, int call) {
        if (event instanceof ChatEvent.ToolCallDelta delta) {
            return delta.choice() == 0 && delta.call() == call;
        }
        if (event instanceof ChatEvent.PartSignature seal) {
            return seal.choice() == 0 && seal.call() == call;
        }
        return event instanceof ChatEvent.PartEnd end && end.choice() == 0;
    }
}
