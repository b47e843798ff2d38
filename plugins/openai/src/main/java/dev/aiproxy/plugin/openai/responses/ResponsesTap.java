package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Watches responses that are passed through. Only the frames at the beginning and at the end of a stream are looked into. */
final class ResponsesTap implements PassthroughTap {
    private static final String RESPONSE = "response";
    private static final String USAGE = "usage";

    /** The most ids of one answer that are worth remembering. */
    private static final int MOST_KEPT = 64;

    private final RequestFacts facts;
    private final Set<String> kept = new LinkedHashSet<>();
    private boolean keeps = true;
    private Usage usage = Usage.UNKNOWN;
    private @Nullable String id;
    private boolean contentSeen;
    private boolean errorSeen;
    private int events;

    ResponsesTap(RequestFacts facts) {
        this.facts = facts;
    }

    @Override
    public List<JsonEdit> request(JsonBody body) {
        keeps = body.find("store").map(store -> store.asBoolean(true)).orElse(true);
        return ForeignReasoning.edits(body);
    }

    @Override
    public Verdict frame(Frame frame) {
        ByteBuffer data = frame.data();
        String type = data.hasRemaining() ? type(frame) : "";
        if (type.isEmpty()) {
            return Verdict.FORWARD;
        }
        events++;
        return switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> {
                if (id == null) {
                    id = text(data, RESPONSE, "id");
                    keep(id);
                    keep(text(data, RESPONSE, "conversation", "id"));
                }
                yield Verdict.FORWARD;
            }
            case "response.completed", "response.incomplete" -> {
                JsonText.find(data, RESPONSE, USAGE).ifPresent(this::update);
                yield Verdict.TERMINAL;
            }
            case "response.output_item.added" -> {
                keep(text(data, "item", "id"));
                yield content();
            }
            case "response.failed" -> Verdict.ERROR;
            case "error" -> error();
            default -> content();
        };
    }

    /** The event's name says it; only a server that leaves it out makes us look into the data. */
    private static String type(Frame frame) {
        String event = frame.event();
        String type = event == null ? text(frame.data(), "type") : event;
        return type == null ? "" : type;
    }

    private static @Nullable String text(ByteBuffer data, String... path) {
        return text(JsonBody.of(data), path);
    }

    private static @Nullable String text(JsonBody body, String... path) {
        return body.find(path)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElse(null);
    }

    /** Behind content the failed response follows, which is the end (W-RS-9); before it, another upstream may be asked. */
    private Verdict error() {
        boolean first = !errorSeen;
        errorSeen = true;
        return contentSeen && first ? Verdict.WARNING : Verdict.ERROR;
    }

    private Verdict content() {
        Verdict verdict = contentSeen ? Verdict.FORWARD : Verdict.CONTENT;
        contentSeen = true;
        return verdict;
    }

    private void update(JsonNode reported) {
        usage = usage.updatedBy(UsageWire.read(reported));
    }

    @Override
    public void body(JsonBody body) {
        body.find(USAGE).ifPresent(this::update);
        keep(text(body, "id"));
        keep(text(body, "conversation", "id"));
        body.find("output")
                .ifPresent(output -> output.forEach(item -> keep(item.path("id").asString(null))));
    }

    private void keep(@Nullable String id) {
        if (keeps && id != null && !id.isEmpty() && kept.size() < MOST_KEPT) {
            kept.add(id);
        }
    }

    @Override
    public List<String> kept() {
        return List.copyOf(kept);
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return "failed".equals(text(body, "status"))
                || body.find("error").filter(JsonNode::isObject).isPresent();
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        if (!errorSeen) {
            Events.send(ResponsesErrors.event(error, events++), sink);
        }
        ObjectNode failed = new Echo(facts, Json.object())
                .response(new ChatEvent.Start(id, null, null))
                .put("status", "failed");
        failed.set("error", ResponsesErrors.failure(error));
        ObjectNode event = Json.object().put("type", "response.failed").put("sequence_number", events);
        event.set(RESPONSE, failed);
        Events.send(event, sink);
    }
}
