package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** Writes each event as a line that tells all of it that matters. */
final class EventLines implements StreamWriter, ChatEvent.Visitor<ObjectNode> {
    @Override
    public void write(ChatEvent event, EventSink sink) {
        sink.event(null, event.accept(this).put("event", event.getClass().getSimpleName()));
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, EventTranslator.error(error).put("event", "Error"));
    }

    @Override
    public ObjectNode start(ChatEvent.Start event) {
        return Json.object();
    }

    @Override
    public ObjectNode text(ChatEvent.TextDelta event) {
        return Json.object().put("text", event.text());
    }

    @Override
    public ObjectNode reasoning(ChatEvent.ReasoningDelta event) {
        return Json.object().put("reasoning", event.text());
    }

    @Override
    public ObjectNode refusal(ChatEvent.RefusalDelta event) {
        return Json.object().put("refusal", event.text());
    }

    @Override
    public ObjectNode signature(ChatEvent.PartSignature event) {
        return Json.object().put("call", event.call());
    }

    @Override
    public ObjectNode wholePart(ChatEvent.WholePart event) {
        return Json.object().put("part", event.part().getClass().getSimpleName());
    }

    @Override
    public ObjectNode citation(ChatEvent.CitationAdded event) {
        return Json.object();
    }

    @Override
    public ObjectNode toolCallStart(ChatEvent.ToolCallStart event) {
        return Json.object().put("call", event.call()).put("id", event.id()).put("name", event.name());
    }

    @Override
    public ObjectNode toolCallDelta(ChatEvent.ToolCallDelta event) {
        return Json.object().put("call", event.call()).put("arguments", event.arguments());
    }

    @Override
    public ObjectNode partEnd(ChatEvent.PartEnd event) {
        return Json.object();
    }

    @Override
    public ObjectNode finish(ChatEvent.Finish event) {
        return Json.object().put("reason", event.reason().name());
    }

    @Override
    public ObjectNode usage(ChatEvent.UsageReport event) {
        Usage usage = event.usage();
        return Json.object().put("input", usage.inputTokens()).put("output", usage.outputTokens());
    }

    @Override
    public ObjectNode end(ChatEvent.End event) {
        return Json.object();
    }

    @Override
    public ObjectNode failed(ChatEvent.Failed event) {
        return Json.object().put("message", event.error().message());
    }
}
