package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a streamed answer for a client (W-CH-3 to W-CH-7). */
final class ChatStreamWriter implements StreamWriter {
    static final String DONE = "[DONE]";

    private final RequestFacts facts;
    private final Seals seals;
    private final boolean usageAsked;
    private final Map<Integer, ChoiceWriter> choices = new TreeMap<>();
    private @Nullable Chunk chunk;
    private Usage usage = Usage.UNKNOWN;

    ChatStreamWriter(RequestFacts facts, Seals seals, boolean usageAsked) {
        this.facts = facts;
        this.seals = seals;
        this.usageAsked = usageAsked;
    }

    @Override
    public void write(ChatEvent event, EventSink sink) {
        event.accept(new Dispatch(sink));
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, OpenAiErrors.write(error));
    }

    private ChoiceWriter choice(int index, EventSink sink) {
        Chunk current = chunk == null ? begin(new ChatEvent.Start(null, null, null)) : chunk;
        ChoiceWriter choice = choices.get(index);
        if (choice == null) {
            choice = new ChoiceWriter(index, current, seals);
            choices.put(index, choice);
            choice.role(sink);
        }
        return choice;
    }

    private Chunk begin(ChatEvent.Start start) {
        Chunk begun = new Chunk(facts, start);
        chunk = begun;
        return begun;
    }

    private void end(EventSink sink) {
        choice(0, sink);
        choices.values().forEach(choice -> choice.close(sink));
        if (usageAsked && chunk != null) {
            chunk.writeUsage(usage, sink);
        }
        sink.text(DONE);
    }

    /** One event on its way to the sink. */
    private final class Dispatch implements ChatEvent.Visitor<Boolean> {
        private final EventSink sink;

        Dispatch(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public Boolean start(ChatEvent.Start event) {
            if (chunk == null) {
                begin(event);
                choice(0, sink);
            }
            return true;
        }

        @Override
        public Boolean text(ChatEvent.TextDelta event) {
            return choice(event.choice(), sink).text(event.text(), sink);
        }

        @Override
        public Boolean reasoning(ChatEvent.ReasoningDelta event) {
            return choice(event.choice(), sink).reasoning(event.text(), sink);
        }

        @Override
        public Boolean refusal(ChatEvent.RefusalDelta event) {
            return choice(event.choice(), sink).refusal(event.text(), sink);
        }

        @Override
        public Boolean signature(ChatEvent.PartSignature event) {
            return choice(event.choice(), sink).signature(event.call(), event.signature(), sink);
        }

        @Override
        public Boolean wholePart(ChatEvent.WholePart event) {
            Part part = event.part();
            return part.accept(new WholePartWriter(choice(event.choice(), sink), sink));
        }

        @Override
        public Boolean citation(ChatEvent.CitationAdded event) {
            return choice(event.choice(), sink).citation(event.citation(), sink);
        }

        @Override
        public Boolean toolCallStart(ChatEvent.ToolCallStart event) {
            return choice(event.choice(), sink).callStart(event, sink);
        }

        @Override
        public Boolean toolCallDelta(ChatEvent.ToolCallDelta event) {
            return choice(event.choice(), sink).callDelta(event.call(), event.arguments(), sink);
        }

        @Override
        public Boolean partEnd(ChatEvent.PartEnd event) {
            return choice(event.choice(), sink).partEnd();
        }

        @Override
        public Boolean finish(ChatEvent.Finish event) {
            return choice(event.choice(), sink).finish(event.reason());
        }

        @Override
        public Boolean usage(ChatEvent.UsageReport event) {
            usage = usage.updatedBy(event.usage());
            return true;
        }

        @Override
        public Boolean end(ChatEvent.End event) {
            ChatStreamWriter.this.end(sink);
            return true;
        }

        @Override
        public Boolean failed(ChatEvent.Failed event) {
            return false;
        }
    }
}
