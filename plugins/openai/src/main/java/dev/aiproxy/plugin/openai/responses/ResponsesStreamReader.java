package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a streamed answer of an upstream (S-Rx). Events of items that only a provider can run yield nothing. */
final class ResponsesStreamReader implements StreamReader {
    private static final String SUMMARY = "summary";
    private static final String FULL = "content";

    private final OutputReader output;
    private final Map<Integer, ItemReader> items = new HashMap<>();
    private int calls;
    private boolean refused;
    private boolean saidAnything;
    private boolean started;
    private boolean over;

    ResponsesStreamReader(OutputReader output) {
        this.output = output;
    }

    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        if (over || !frame.data().hasRemaining() || !isObject(frame)) {
            return;
        }
        JsonNode event;
        try {
            event = Json.parse(frame.data());
        } catch (GatewayException unreadable) {
            fail(UpstreamError.of(502, "the provider's stream holds an event that is not valid JSON"), sink);
            return;
        }
        String type = event.path("type").asString("");
        event(type.isEmpty() && frame.event() != null ? frame.event() : type, event, sink);
    }

    /** Some servers end with {@code [DONE]} (W-RS-5). */
    private static boolean isObject(Frame frame) {
        int at = frame.data().position();
        while (at < frame.data().limit() && frame.data().get(at) <= ' ') {
            at++;
        }
        return at < frame.data().limit() && frame.data().get(at) == '{';
    }

    private void event(String type, JsonNode event, Consumer<ChatEvent> sink) {
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> start(event.path("response"), sink);
            case "response.completed", "response.incomplete" -> complete(event.path("response"), sink);
            case "response.failed", "error" -> fail(ResponsesErrors.read(200, event), sink);
            case "response.output_item.added", "response.output_item.done" -> {
                start(event, sink);
                item(type.endsWith("added"), item(event), event.path("item"), sink);
            }
            default -> {
                boolean error =
                        !type.startsWith("response.") && event.path("error").isObject();
                if (error) {
                    fail(ResponsesErrors.read(200, event), sink);
                } else if (items.containsKey(index(event)) || type.endsWith(".delta")) {
                    start(event, sink);
                    content(type, item(event), event, sink);
                }
            }
        }
    }

    private static int index(JsonNode event) {
        return event.path("output_index").asInt(0);
    }

    private ItemReader item(JsonNode event) {
        return items.computeIfAbsent(index(event), index -> new ItemReader(output));
    }

    private void item(boolean added, ItemReader item, JsonNode node, Consumer<ChatEvent> sink) {
        String type = node.path("type").asString("");
        if (type.equals("function_call") || type.equals("custom_tool_call")) {
            boolean known = item.isCall();
            item.call(node, calls, sink);
            calls += known ? 0 : 1;
        }
        if (!added) {
            saidAnything = true;
            refused |= node.path("content").path(0).path("type").asString("").equals("refusal");
            item.done(node, sink);
        }
    }

    private void content(String type, ItemReader item, JsonNode event, Consumer<ChatEvent> sink) {
        String delta = event.path("delta").asString("");
        saidAnything |= !delta.isEmpty();
        switch (type) {
            case "response.output_text.delta" -> item.text(event, delta, sink);
            case "response.output_text.done" -> {
                if (!item.hasText(event)) {
                    item.text(event, event.path("text").asString(""), sink);
                }
            }
            case "response.refusal.delta" -> refusal(item, event, delta, sink);
            case "response.refusal.done" -> {
                if (!item.hasText(event)) {
                    refusal(item, event, event.path("refusal").asString(""), sink);
                }
            }
            case "response.content_part.done" -> item.endPart(sink);
            case "response.reasoning_summary_text.delta" -> item.reasoning(event, SUMMARY, delta, sink);
            case "response.reasoning_summary_text.done" -> allReasoning(item, event, SUMMARY, sink);
            case "response.reasoning_text.delta" -> item.reasoning(event, FULL, delta, sink);
            case "response.reasoning_text.done" -> allReasoning(item, event, FULL, sink);
            case "response.function_call_arguments.delta" -> item.arguments(delta, sink);
            case "response.function_call_arguments.done" ->
                item.allArguments(event.path("arguments").asString(""), sink);
            default -> {}
        }
    }

    private void refusal(ItemReader item, JsonNode event, String text, Consumer<ChatEvent> sink) {
        refused = true;
        item.refusal(event, text, sink);
    }

    private static void allReasoning(ItemReader item, JsonNode event, String source, Consumer<ChatEvent> sink) {
        if (!item.hasReasoning(event, source)) {
            item.reasoning(event, source, event.path("text").asString(""), sink);
        }
    }

    private void start(JsonNode response, Consumer<ChatEvent> sink) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Start(
                    ResponseReader.word(response, "id"),
                    ResponseReader.word(response, "model"),
                    ResponseReader.created(response)));
        }
    }

    private void complete(JsonNode response, Consumer<ChatEvent> sink) {
        over = true;
        start(response, sink);
        if (!saidAnything) {
            for (Part part : output.parts(response.path("output"))) {
                calls += part instanceof Part.ToolCall ? 1 : 0;
                refused |= part instanceof Part.Refusal;
                sink.accept(new ChatEvent.WholePart(ItemReader.CHOICE, part));
            }
        }
        Usage usage = UsageWire.read(response.path("usage"));
        if (!usage.isUnknown()) {
            sink.accept(new ChatEvent.UsageReport(usage));
        }
        sink.accept(new ChatEvent.Finish(ItemReader.CHOICE, FinishReasons.read(response, calls > 0, refused), null));
        sink.accept(new ChatEvent.End());
    }

    @Override
    public void end(Consumer<ChatEvent> sink) {
        if (!over) {
            fail(UpstreamError.of(502, "the provider's stream ended before its end"), sink);
        }
    }

    private void fail(UpstreamError error, Consumer<ChatEvent> sink) {
        over = true;
        start(Json.object(), sink);
        sink.accept(new ChatEvent.Failed(error));
    }
}
