package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads the chunks of an upstream's answer; a complete answer is one chunk. Finish reasons are held back until the end, because
 * some upstreams state one on every chunk (S-GC-2).
 */
final class GeminiStreamReader implements StreamReader {
    private final Calls calls;
    private final Map<Integer, CandidateReader> candidates = new TreeMap<>();
    private Usage usage = Usage.UNKNOWN;
    private boolean started;
    private boolean blocked;
    private boolean over;

    GeminiStreamReader(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void read(Frame frame, Consumer<ChatEvent> sink) {
        if (over || !frame.data().hasRemaining()) {
            return;
        }
        JsonNode chunk;
        try {
            chunk = Json.parse(frame.data());
        } catch (GatewayException unreadable) {
            fail(UpstreamError.of(502, "the provider's stream holds an event that is not valid JSON"), sink);
            return;
        }
        chunk(chunk, sink);
    }

    void chunk(JsonNode chunk, Consumer<ChatEvent> sink) {
        if (chunk.path("error").isObject()) {
            fail(GeminiErrors.read(200, chunk), sink);
            return;
        }
        if (!chunk.isObject()) {
            return;
        }
        start(chunk, sink);
        blocked |= chunk.path("promptFeedback").path("blockReason").isString();
        for (JsonNode candidate : chunk.path("candidates")) {
            candidates
                    .computeIfAbsent(candidate.path("index").asInt(0), index -> new CandidateReader(index, calls))
                    .read(candidate, sink);
        }
        usage(UsageWire.read(chunk.path(UsageWire.NAME)), sink);
    }

    private void start(JsonNode chunk, Consumer<ChatEvent> sink) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Start(
                    chunk.path("responseId").asString(null),
                    chunk.path("modelVersion").asString(null),
                    null));
        }
    }

    private void usage(Usage reported, Consumer<ChatEvent> sink) {
        if (!reported.isUnknown()) {
            usage = UsageWire.replace(usage, reported);
            sink.accept(new ChatEvent.UsageReport(usage));
        }
    }

    /** An answer may end without ever stating a reason (T-FIN-8); without a single chunk it is none. */
    @Override
    public void end(Consumer<ChatEvent> sink) {
        if (over) {
            return;
        }
        if (!started) {
            fail(UpstreamError.of(502, "the provider's stream ended before its end"), sink);
            return;
        }
        over = true;
        if (candidates.isEmpty()) {
            sink.accept(new ChatEvent.Finish(0, blocked ? FinishReason.CONTENT_FILTER : FinishReason.STOP, null));
        }
        candidates.values().forEach(candidate -> candidate.finish(blocked, sink));
        sink.accept(new ChatEvent.End());
    }

    private void fail(UpstreamError error, Consumer<ChatEvent> sink) {
        over = true;
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Start(null, null, null));
        }
        sink.accept(new ChatEvent.Failed(error));
    }
}
