package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Part;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole answer; it has room for one choice. */
final class ResponseWriter {
    private final AnswerLines lines;
    private final Seals seals;

    ResponseWriter(AnswerLines lines, Seals seals) {
        this.lines = lines;
        this.seals = seals;
    }

    ObjectNode write(ChatResponse response) {
        ChatResponse.Choice choice = response.first();
        seals.remember(choice.parts());
        lines.created(response.created());
        ObjectNode answer = lines.start();
        MessageContent content = MessageContent.of(sayable(choice.parts()), "");
        ObjectNode message = AnswerLines.message(answer, content.text());
        content.addImages(message);
        content.addThinkingAndCalls(message);
        return AnswerLines.finish(answer, DoneReasons.write(choice.finishReason()), response.usage());
    }

    /** Sound and documents in an answer have no place here; what else it says arrives. */
    private static List<Part> sayable(List<Part> parts) {
        return parts.stream().filter(MessageContent::isSayable).toList();
    }
}
