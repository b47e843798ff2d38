package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards an upstream that speaks lines: {@code {"say"}} line by line, at last {@code {"done", "in", "out"}}. */
final class LinesUpstream implements UpstreamCodec {
    private final TargetFacts facts;

    LinesUpstream(TargetFacts facts) {
        this.facts = facts;
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request) {
        ObjectNode body = Json.object().put("model", facts.upstreamModel()).put("stream", facts.stream());
        var turns = body.putArray("turns");
        request.messages()
                .forEach(message -> turns.addObject()
                        .put("who", message.role().name().toLowerCase(Locale.ROOT))
                        .put("say", message.text()));
        return body;
    }

    @Override
    public ChatResponse readResponse(JsonNode body) {
        var choice =
                new ChatResponse.Choice(0, List.of(Part.Text.of(body.path("say").asString())), FinishReason.STOP, null);
        return new ChatResponse(null, null, null, List.of(choice), usage(body));
    }

    @Override
    public StreamReader reader() {
        return new Reader();
    }

    static Usage usage(JsonNode line) {
        return Usage.of(line.path("in").asLong(), line.path("out").asLong());
    }

    static final class Reader implements StreamReader {
        private boolean started;
        private boolean over;

        @Override
        public void read(Frame frame, Consumer<ChatEvent> sink) {
            if (over || !frame.data().hasRemaining()) {
                return;
            }
            if (!started) {
                started = true;
                sink.accept(new ChatEvent.Start(null, null, null));
            }
            line(Json.parse(frame.data()), sink);
        }

        private void line(JsonNode line, Consumer<ChatEvent> sink) {
            if (line.has("say")) {
                sink.accept(new ChatEvent.TextDelta(0, line.path("say").asString()));
            } else if (line.has("oops")) {
                over = true;
                sink.accept(new ChatEvent.Failed(
                        UpstreamError.of(500, line.path("oops").asString())));
            } else if (line.has("done")) {
                over = true;
                sink.accept(new ChatEvent.Finish(0, FinishReason.STOP, null));
                sink.accept(new ChatEvent.UsageReport(usage(line)));
                sink.accept(new ChatEvent.End());
            }
        }

        @Override
        public void end(Consumer<ChatEvent> sink) {
            if (!over) {
                sink.accept(new ChatEvent.Failed(UpstreamError.of(502, "the lines broke off")));
            }
        }
    }
}
