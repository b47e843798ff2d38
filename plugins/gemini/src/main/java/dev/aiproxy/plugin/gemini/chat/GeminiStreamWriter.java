package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Writes a streamed answer for a client: the last chunk has every finish reason and the usage (S-KG-1 to S-KG-5). */
final class GeminiStreamWriter implements StreamWriter {
    private final Head head;
    private final Seals seals;
    private final Map<Integer, CandidateWriter> candidates = new TreeMap<>();
    private Usage usage = Usage.UNKNOWN;

    GeminiStreamWriter(Head head, Seals seals) {
        this.head = head;
        this.seals = seals;
    }

    @Override
    public void write(ChatEvent event, EventSink sink) {
        event.accept(new Dispatch(sink));
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, GeminiErrors.write(error));
    }

    private void end(EventSink sink) {
        candidates.computeIfAbsent(0, CandidateWriter::new);
        ArrayNode last = Json.nodes().arrayNode();
        candidates.values().forEach(candidate -> last.add(candidate.end(seals)));
        sink.event(null, head.answer(last, usage.isUnknown() ? null : UsageWire.write(usage)));
    }

    /** One event on its way to the sink. */
    private final class Dispatch implements ChatEvent.Visitor<Boolean> {
        private final EventSink sink;

        Dispatch(EventSink sink) {
            this.sink = sink;
        }

        private CandidateWriter candidate(int index) {
            return candidates.computeIfAbsent(index, CandidateWriter::new);
        }

        private boolean chunk(int index, ArrayNode parts) {
            if (parts.isEmpty()) {
                return false;
            }
            JsonNode candidate = Head.candidate(index, parts, null);
            sink.event(null, head.answer(Json.nodes().arrayNode().add(candidate), null));
            return true;
        }

        @Override
        public Boolean start(ChatEvent.Start event) {
            head.begin(event.id(), event.model());
            return false;
        }

        @Override
        public Boolean text(ChatEvent.TextDelta event) {
            return chunk(event.choice(), candidate(event.choice()).text(event.text()));
        }

        @Override
        public Boolean reasoning(ChatEvent.ReasoningDelta event) {
            return chunk(event.choice(), candidate(event.choice()).reasoning(event.text()));
        }

        @Override
        public Boolean refusal(ChatEvent.RefusalDelta event) {
            return chunk(event.choice(), candidate(event.choice()).text(event.text()));
        }

        @Override
        public Boolean signature(ChatEvent.PartSignature event) {
            return chunk(event.choice(), candidate(event.choice()).signature(event.call(), event.signature()));
        }

        @Override
        public Boolean wholePart(ChatEvent.WholePart event) {
            return chunk(event.choice(), candidate(event.choice()).whole(event.part()));
        }

        /** Other formats' references have no place here. */
        @Override
        public Boolean citation(ChatEvent.CitationAdded event) {
            return false;
        }

        @Override
        public Boolean toolCallStart(ChatEvent.ToolCallStart event) {
            return chunk(event.choice(), candidate(event.choice()).callStart(event));
        }

        @Override
        public Boolean toolCallDelta(ChatEvent.ToolCallDelta event) {
            candidate(event.choice()).callDelta(event.call(), event.arguments());
            return false;
        }

        @Override
        public Boolean partEnd(ChatEvent.PartEnd event) {
            return chunk(event.choice(), candidate(event.choice()).partEnd());
        }

        @Override
        public Boolean finish(ChatEvent.Finish event) {
            candidate(event.choice()).finish(event.reason());
            return false;
        }

        @Override
        public Boolean usage(ChatEvent.UsageReport event) {
            usage = usage.updatedBy(event.usage());
            return false;
        }

        @Override
        public Boolean end(ChatEvent.End event) {
            GeminiStreamWriter.this.end(sink);
            return true;
        }

        @Override
        public Boolean failed(ChatEvent.Failed event) {
            return false;
        }
    }
}
