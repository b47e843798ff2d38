package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The documents of one answer: a whole one, or the lines of a stream. They all name the model that was asked for, and a time. */
final class AnswerLines {
    private final String model;
    private Instant created;

    AnswerLines(RequestFacts facts) {
        this.model = facts.requestedModel();
        this.created = facts.receivedAt();
    }

    /** The provider says when it answered; null if it does not. */
    void created(@Nullable Long seconds) {
        created = seconds == null ? created : Instant.ofEpochSecond(seconds);
    }

    /** A line that is not the last, with a message that says this. */
    ObjectNode more(String member, String text) {
        ObjectNode line = start();
        message(line, member.equals("content") ? text : "").put(member, text);
        return line.put("done", false);
    }

    ObjectNode start() {
        return Json.object().put("model", model).put("created_at", created.toString());
    }

    /** Adds an empty message of the assistant's and returns it. */
    static ObjectNode message(ObjectNode line, String content) {
        return line.putObject("message").put("role", "assistant").put("content", content);
    }

    static ObjectNode finish(ObjectNode line, String doneReason, Usage usage) {
        line.put("done", true).put("done_reason", doneReason);
        if (usage.inputTokens() != null) {
            line.put("prompt_eval_count", usage.inputTokens());
        }
        if (usage.outputTokens() != null) {
            line.put("eval_count", usage.outputTokens());
        }
        return line;
    }
}
