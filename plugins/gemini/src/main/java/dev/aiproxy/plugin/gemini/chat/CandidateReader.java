package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the parts of one candidate, over all chunks. */
final class CandidateReader {
    private static final int OPEN_PART = -1;

    private final int index;
    private final CallReader calls;
    private Open open = Open.NOTHING;
    private @Nullable String finishReason;

    /** The part that the next piece of its kind continues. */
    private enum Open {
        NOTHING,
        TEXT,
        THOUGHT
    }

    CandidateReader(int index, Calls calls) {
        this.index = index;
        this.calls = new CallReader(index, calls);
    }

    void read(JsonNode candidate, Consumer<ChatEvent> sink) {
        for (JsonNode part : candidate.path("content").path("parts")) {
            if (part instanceof ObjectNode object) {
                part(object, sink);
            }
        }
        String reason = candidate.path("finishReason").asString("");
        finishReason = reason.isEmpty() ? finishReason : reason;
    }

    private void part(ObjectNode part, Consumer<ChatEvent> sink) {
        JsonNode text = part.path("text");
        Signature signature = signature(part);
        if (part.path("functionCall").isObject()) {
            close(sink);
            calls.read(part.path("functionCall"), signature, sink);
        } else if (text.isString() && part.path("thought").asBoolean(false)) {
            piece(Open.THOUGHT, text.asString(), signature, sink);
        } else if (text.isString()) {
            piece(Open.TEXT, text.asString(), signature, sink);
        } else {
            other(part, sink);
        }
    }

    /** More of a text or thought. A signature closes it; one without text seals what is open, or is a part of its own. */
    private void piece(Open kind, String text, @Nullable Signature signature, Consumer<ChatEvent> sink) {
        if (text.isEmpty() && signature == null) {
            return;
        }
        if (open != kind) {
            close(sink);
        }
        if (text.isEmpty() && open != kind) {
            Part sealed = kind == Open.TEXT
                    ? new Part.Text("", List.of(), signature, null)
                    : new Part.Reasoning("", signature);
            sink.accept(new ChatEvent.WholePart(index, sealed));
            return;
        }
        if (!text.isEmpty()) {
            open = kind;
            sink.accept(
                    kind == Open.TEXT
                            ? new ChatEvent.TextDelta(index, text)
                            : new ChatEvent.ReasoningDelta(index, text));
        }
        if (signature != null) {
            sink.accept(new ChatEvent.PartSignature(index, OPEN_PART, signature));
            close(sink);
        }
    }

    private void close(Consumer<ChatEvent> sink) {
        if (open != Open.NOTHING) {
            open = Open.NOTHING;
            sink.accept(new ChatEvent.PartEnd(index));
        }
    }

    private void other(ObjectNode part, Consumer<ChatEvent> sink) {
        if (!part.isEmpty()) {
            close(sink);
            sink.accept(new ChatEvent.WholePart(index, media(part)));
        }
    }

    /** Media, or something that only this format knows; what is malformed must not stop the stream. */
    private static Part media(ObjectNode part) {
        try {
            return MediaReader.read(Fields.of(part, "")).orElse(new Part.Unknown(GeminiFormat.ID, part));
        } catch (GatewayException malformed) {
            return new Part.Unknown(GeminiFormat.ID, part);
        }
    }

    private static @Nullable Signature signature(ObjectNode part) {
        String value = part.path("thoughtSignature").asString("");
        return value.isEmpty() ? null : new Signature(GeminiFormat.ID, value);
    }

    void finish(boolean blocked, Consumer<ChatEvent> sink) {
        close(sink);
        FinishReason reason = FinishReasons.read(finishReason, calls.any());
        boolean filtered = blocked && finishReason == null;
        calls.complete(sink);
        sink.accept(new ChatEvent.Finish(index, filtered ? FinishReason.CONTENT_FILTER : reason, null));
    }
}
