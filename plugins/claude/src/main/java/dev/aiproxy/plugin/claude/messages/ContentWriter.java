package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.EventSink;

/** Writes the events of the first choice; methods return whether the event means something in this format. */
record ContentWriter(BlockStreamWriter blocks, EventSink sink) implements ChatEvent.Visitor<Boolean> {
    @Override
    public Boolean text(ChatEvent.TextDelta event) {
        return only(event.choice(), () -> blocks.text(event.text(), sink));
    }

    @Override
    public Boolean refusal(ChatEvent.RefusalDelta event) {
        return only(event.choice(), () -> blocks.text(event.text(), sink));
    }

    @Override
    public Boolean reasoning(ChatEvent.ReasoningDelta event) {
        return only(event.choice(), () -> blocks.thinking(event.text(), sink));
    }

    @Override
    public Boolean signature(ChatEvent.PartSignature event) {
        return only(event.choice(), () -> {
            if (event.call() < 0) {
                blocks.sign(event.signature(), sink);
            } else {
                blocks.signCall(event.call(), event.signature());
            }
        });
    }

    @Override
    public Boolean wholePart(ChatEvent.WholePart event) {
        return event.choice() == 0 && event.part().accept(new WholePartWriter(blocks, sink));
    }

    @Override
    public Boolean citation(ChatEvent.CitationAdded event) {
        return only(event.choice(), () -> blocks.citation(event.citation(), sink));
    }

    @Override
    public Boolean toolCallStart(ChatEvent.ToolCallStart event) {
        return only(event.choice(), () -> blocks.call(event.call(), event.id(), event.name(), sink));
    }

    @Override
    public Boolean toolCallDelta(ChatEvent.ToolCallDelta event) {
        return only(event.choice(), () -> blocks.arguments(event.call(), event.arguments(), sink));
    }

    @Override
    public Boolean partEnd(ChatEvent.PartEnd event) {
        return only(event.choice(), () -> blocks.close(sink));
    }

    private static boolean only(int choice, Runnable write) {
        if (choice == 0) {
            write.run();
        }
        return choice == 0;
    }

    @Override
    public Boolean start(ChatEvent.Start event) {
        return false;
    }

    @Override
    public Boolean finish(ChatEvent.Finish event) {
        return false;
    }

    @Override
    public Boolean usage(ChatEvent.UsageReport event) {
        return false;
    }

    @Override
    public Boolean end(ChatEvent.End event) {
        return false;
    }

    @Override
    public Boolean failed(ChatEvent.Failed event) {
        return false;
    }
}
