package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.claude.error.ClaudeErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a streamed answer for a client (W-CL-7 to W-CL-9). Reason and usage come once, at the end (S-CK-7). */
final class ClaudeStreamWriter implements StreamWriter {
    private static final String TYPE = "type";
    private static final String PING = "ping";

    private final RequestFacts facts;
    private final BlockStreamWriter blocks;
    private final ContentOrder content;
    private boolean started;
    private Usage usage = Usage.UNKNOWN;
    private @Nullable FinishReason reason;
    private @Nullable String stopSequence;

    ClaudeStreamWriter(RequestFacts facts, Memory memory) {
        this.facts = facts;
        this.blocks = new BlockStreamWriter(memory);
        this.content = new ContentOrder(blocks);
    }

    @Override
    public void write(ChatEvent event, EventSink sink) {
        if (event instanceof ChatEvent.Start start) {
            start(start, sink);
        } else if (event instanceof ChatEvent.UsageReport report) {
            usage = usage.updatedBy(report.usage());
        } else if (event instanceof ChatEvent.Finish finish) {
            finish(finish);
        } else if (event instanceof ChatEvent.End) {
            end(sink);
        } else if (!(event instanceof ChatEvent.Failed)) {
            start(new ChatEvent.Start(null, null, null), sink);
            content.write(event, sink);
        }
    }

    private void start(ChatEvent.Start start, EventSink sink) {
        if (started) {
            return;
        }
        started = true;
        ObjectNode message = ResponseWriter.head(facts, start.id(), start.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", UsageWire.write(Usage.of(0, 0)));
        ObjectNode event = Json.object().put(TYPE, "message_start");
        event.set("message", message);
        sink.event("message_start", event);
    }

    /** The format has one choice (S-CK-9). */
    private void finish(ChatEvent.Finish finish) {
        if (finish.choice() == 0) {
            reason = finish.reason();
            stopSequence = finish.stopSequence();
        }
    }

    private void end(EventSink sink) {
        start(new ChatEvent.Start(null, null, null), sink);
        content.finish(sink);
        FinishReason actual = reason == null ? FinishReason.TOOL_CALLS : reason;
        String word = StopReasons.write(actual, blocks.called(), stopSequence);
        ObjectNode event = Json.object().put(TYPE, "message_delta");
        event.putObject("delta")
                .put("stop_reason", word)
                .put("stop_sequence", word.equals("stop_sequence") ? stopSequence : null);
        event.set("usage", UsageWire.write(usage));
        sink.event("message_delta", event);
        sink.event("message_stop", Json.object().put(TYPE, "message_stop"));
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(ClaudeErrors.ERROR, ClaudeErrors.write(error));
    }

    @Override
    public boolean keepAlive(EventSink sink) {
        sink.event(PING, Json.object().put(TYPE, PING));
        return true;
    }
}
