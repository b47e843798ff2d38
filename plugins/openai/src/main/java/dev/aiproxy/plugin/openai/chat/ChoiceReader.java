package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.plugin.openai.chat.FinishReasons.Content;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the deltas of one choice. */
final class ChoiceReader {
    private final int index;
    private final CallsReader calls;
    private boolean refused;
    private @Nullable String finishReason;

    ChoiceReader(int index, Calls calls) {
        this.index = index;
        this.calls = new CallsReader(index, calls);
    }

    void read(JsonNode choice, Consumer<ChatEvent> sink) {
        JsonNode delta = choice.path("delta");
        String reasoning = ResponseReader.reasoning(delta);
        if (!reasoning.isEmpty()) {
            sink.accept(new ChatEvent.ReasoningDelta(index, reasoning));
        }
        content(delta.path("content"), sink);
        String refusal = delta.path("refusal").asString("");
        if (!refusal.isEmpty()) {
            refused = true;
            sink.accept(new ChatEvent.RefusalDelta(index, refusal));
        }
        extras(delta, sink);
        calls.read(delta, sink);
        String reason = ResponseReader.word(choice, "finish_reason");
        finishReason = reason == null ? finishReason : reason;
    }

    private void content(JsonNode content, Consumer<ChatEvent> sink) {
        if (content.isArray()) {
            content.forEach(part -> text(part.path("text").asString(""), sink));
        } else {
            text(content.asString(""), sink);
        }
    }

    private void text(String text, Consumer<ChatEvent> sink) {
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(index, text));
        }
    }

    private void extras(JsonNode delta, Consumer<ChatEvent> sink) {
        for (JsonNode raw : delta.path("annotations")) {
            sink.accept(new ChatEvent.CitationAdded(index, new Citation(ChatFormat.ID, raw)));
        }
        for (JsonNode image : delta.path("images")) {
            ResponseReader.image(image).ifPresent(part -> sink.accept(new ChatEvent.WholePart(index, part)));
        }
    }

    boolean finished() {
        return finishReason != null;
    }

    void finish(Consumer<ChatEvent> sink) {
        Content content = calls.any() ? Content.CALLS : refused ? Content.REFUSAL : Content.WORDS;
        FinishReason reason = FinishReasons.read(finishReason, content);
        if (reason != FinishReason.LENGTH) {
            calls.complete(sink);
        }
        sink.accept(new ChatEvent.Finish(index, reason, null));
    }
}
