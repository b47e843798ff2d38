package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.SealedStream;
import dev.aiproxy.api.translate.StreamWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a streamed answer for a client (W-RS-5 to W-RS-9). The format has one candidate; others are left out. */
final class ResponsesStreamWriter implements StreamWriter {
    private final Echo echo;
    private final Seals seals;
    private final Events events = new Events();
    private final OutputWriter output;
    private final SealedStream sealed = new SealedStream();
    private @Nullable ObjectNode response;
    private @Nullable FinishReason finishReason;
    private Usage usage = Usage.UNKNOWN;

    ResponsesStreamWriter(Echo echo, Seals seals) {
        this.echo = echo;
        this.seals = seals;
        this.output = new OutputWriter(echo, events);
    }

    @Override
    public void write(ChatEvent event, EventSink sink) {
        event.accept(new Dispatch(sink));
    }

    /** The response as far as it has come; complete once the last event is written. */
    ObjectNode response(EventSink sink) {
        ObjectNode begun = response;
        return begun == null ? start(new ChatEvent.Start(null, null, null), sink) : begun;
    }

    private ObjectNode start(ChatEvent.Start start, EventSink sink) {
        ObjectNode begun = echo.response(start);
        response = begun;
        send("response.created", begun, sink);
        send("response.in_progress", begun, sink);
        return begun;
    }

    private void send(String type, ObjectNode snapshot, EventSink sink) {
        ObjectNode event = events.next(type);
        event.set("response", snapshot);
        Events.send(event, sink);
    }

    /** What is open stays open, so that nobody takes a call that was cut for a whole one. */
    @Override
    public void fail(GatewayError error, EventSink sink) {
        ObjectNode failed = response(sink).put(OutputItem.STATUS, "failed");
        failed.set("error", ResponsesErrors.failure(error));
        failed.set("output", output.finished());
        Events.send(ResponsesErrors.event(error, events.nextNumber()), sink);
        send("response.failed", failed, sink);
    }

    private void end(EventSink sink) {
        ObjectNode answer = response(sink);
        boolean cut = finishReason == FinishReason.LENGTH;
        boolean filtered = finishReason == FinishReason.CONTENT_FILTER && !output.refused();
        sealed.callsWithoutArguments().forEach(call -> sealed.callDelta(call, "{}"));
        seals.remember(sealed.parts());
        answer.set("output", output.finish(cut || filtered, sink));
        if (!usage.isUnknown()) {
            answer.set("usage", UsageWire.write(usage));
        }
        String status = cut || filtered ? OutputItem.INCOMPLETE : OutputItem.COMPLETED;
        if (cut || filtered) {
            answer.putObject("incomplete_details").put("reason", cut ? "max_output_tokens" : "content_filter");
        }
        send("response." + status, answer.put(OutputItem.STATUS, status), sink);
    }

    /** One event on its way to the sink. */
    private final class Dispatch implements ChatEvent.Visitor<Boolean> {
        private final EventSink sink;

        Dispatch(EventSink sink) {
            this.sink = sink;
        }

        private boolean take(int choice, Runnable action) {
            if (choice == 0) {
                response(sink);
                action.run();
            }
            return choice == 0;
        }

        @Override
        public Boolean start(ChatEvent.Start event) {
            if (response == null) {
                ResponsesStreamWriter.this.start(event, sink);
            }
            return true;
        }

        @Override
        public Boolean text(ChatEvent.TextDelta event) {
            return take(event.choice(), () -> {
                sealed.text();
                output.text(event.text(), sink);
            });
        }

        @Override
        public Boolean reasoning(ChatEvent.ReasoningDelta event) {
            return take(event.choice(), () -> {
                sealed.reasoning(event.text());
                output.reasoning(event.text(), sink);
            });
        }

        @Override
        public Boolean refusal(ChatEvent.RefusalDelta event) {
            return take(event.choice(), () -> {
                sealed.text();
                output.refusal(event.text(), sink);
            });
        }

        @Override
        public Boolean signature(ChatEvent.PartSignature event) {
            return take(event.choice(), () -> {
                sealed.signature(event.call(), event.signature());
                if (event.call() < 0) {
                    output.sign(event.signature(), sink);
                } else {
                    output.signCall(event.call(), event.signature());
                }
            });
        }

        @Override
        public Boolean wholePart(ChatEvent.WholePart event) {
            return take(event.choice(), () -> event.part().accept(new WholePartWriter(output, sealed, sink)));
        }

        @Override
        public Boolean citation(ChatEvent.CitationAdded event) {
            return take(event.choice(), () -> output.citation(event.citation(), sink));
        }

        @Override
        public Boolean toolCallStart(ChatEvent.ToolCallStart event) {
            return take(event.choice(), () -> {
                sealed.callStart(event.call(), event.id(), event.name());
                output.call(event, sink);
            });
        }

        @Override
        public Boolean toolCallDelta(ChatEvent.ToolCallDelta event) {
            return take(event.choice(), () -> {
                sealed.callDelta(event.call(), event.arguments());
                output.arguments(event.call(), event.arguments(), sink);
            });
        }

        @Override
        public Boolean partEnd(ChatEvent.PartEnd event) {
            return take(event.choice(), () -> {
                sealed.partEnd();
                output.endPart();
            });
        }

        @Override
        public Boolean finish(ChatEvent.Finish event) {
            return take(event.choice(), () -> finishReason = event.reason());
        }

        @Override
        public Boolean usage(ChatEvent.UsageReport event) {
            usage = usage.updatedBy(event.usage());
            return true;
        }

        @Override
        public Boolean end(ChatEvent.End event) {
            ResponsesStreamWriter.this.end(sink);
            return true;
        }

        @Override
        public Boolean failed(ChatEvent.Failed event) {
            return false;
        }
    }
}
