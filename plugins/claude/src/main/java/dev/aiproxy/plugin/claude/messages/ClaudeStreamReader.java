package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.claude.error.ClaudeErrors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a streamed answer of an upstream. A second {@code message_start} begins the answer anew: harmless while only thinking was
 * given out; behind text or calls, which cannot be taken back, it is a failure.
 */
final class ClaudeStreamReader implements StreamReader {
    private final AnswerBlocks answer;
    private BlockStream blocks;
    private UsageWire usage = new UsageWire();
    private @Nullable String stopReason;
    private @Nullable String stopSequence;
    private boolean started;
    private boolean over;

    ClaudeStreamReader(AnswerBlocks answer) {
        this.answer = answer;
        this.blocks = new BlockStream(answer);
    }

    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        if (over || !frame.data().hasRemaining()) {
            return;
        }
        JsonNode data;
        try {
            data = Json.parse(frame.data());
        } catch (GatewayException unreadable) {
            fail(UpstreamError.of(502, "the provider's stream holds an event that is not valid JSON"), sink);
            return;
        }
        String type = data.path("type").asString("");
        event(type.isEmpty() && frame.event() != null ? frame.event() : type, data, sink);
    }

    private void event(String type, JsonNode data, Consumer<ChatEvent> sink) {
        switch (type) {
            case "message_start" -> start(data.path("message"), sink);
            case "content_block_start" -> {
                started(sink);
                blocks.start(data.path("content_block"), sink);
            }
            case "content_block_delta" -> blocks.delta(data.path("delta"), sink);
            case "content_block_stop" -> blocks.stop(sink);
            case "message_delta" -> delta(data, sink);
            case "message_stop" -> complete(sink);
            case ClaudeErrors.ERROR -> fail(ClaudeErrors.read(200, data), sink);
            default -> {}
        }
    }

    private void start(JsonNode message, Consumer<ChatEvent> sink) {
        if (blocks.gaveAnswer()) {
            fail(UpstreamError.of(502, "the provider's stream began its answer anew in the middle of it"), sink);
            return;
        }
        if (started) {
            blocks.stop(sink);
            blocks = new BlockStream(answer);
            usage = new UsageWire();
        } else {
            started = true;
            sink.accept(new ChatEvent.Start(
                    ResponseReader.word(message, "id"), ResponseReader.word(message, "model"), null));
        }
        message.path("content").forEach(block -> {
            blocks.start(block, sink);
            blocks.stop(sink);
        });
        report(message.path("usage"), sink);
    }

    private void started(Consumer<ChatEvent> sink) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Start(null, null, null));
        }
    }

    private void delta(JsonNode data, Consumer<ChatEvent> sink) {
        started(sink);
        String reason = ResponseReader.word(data.path("delta"), "stop_reason");
        stopReason = reason == null ? stopReason : reason;
        String sequence = ResponseReader.word(data.path("delta"), "stop_sequence");
        stopSequence = sequence == null ? stopSequence : sequence;
        report(data.path("usage"), sink);
    }

    private void report(JsonNode figures, Consumer<ChatEvent> sink) {
        if (figures.isObject()) {
            sink.accept(new ChatEvent.UsageReport(usage.update(figures).usage()));
        }
    }

    @Override
    public void end(Consumer<ChatEvent> sink) {
        if (!over) {
            fail(UpstreamError.of(502, "the provider's stream ended before its end"), sink);
        }
    }

    private void complete(Consumer<ChatEvent> sink) {
        over = true;
        started(sink);
        blocks.stop(sink);
        sink.accept(new ChatEvent.Finish(0, StopReasons.read(stopReason, blocks.called()), stopSequence));
        sink.accept(new ChatEvent.End());
    }

    private void fail(UpstreamError error, Consumer<ChatEvent> sink) {
        over = true;
        started(sink);
        sink.accept(new ChatEvent.Failed(error));
    }
}
