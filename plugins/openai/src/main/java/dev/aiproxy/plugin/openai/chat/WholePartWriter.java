package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;

/** Writes a part that came as a whole; kinds that the format cannot show yield nothing. */
record WholePartWriter(ChoiceWriter choice, EventSink sink) implements Part.Visitor<Boolean> {
    private static final int OPEN_PART = -1;

    @Override
    public Boolean text(Part.Text part) {
        boolean written = choice.text(part.text(), sink);
        Signature signature = part.signature();
        if (signature != null) {
            choice.signature(OPEN_PART, signature, sink);
        }
        return written;
    }

    @Override
    public Boolean reasoning(Part.Reasoning part) {
        boolean written = choice.reasoning(part.text(), sink);
        Signature signature = part.signature();
        if (signature != null) {
            choice.signature(OPEN_PART, signature, sink);
        }
        return written;
    }

    @Override
    public Boolean toolCall(Part.ToolCall part) {
        int number = choice.nextCall();
        choice.callStart(new ChatEvent.ToolCallStart(choice.index(), number, part.id(), part.name()), sink);
        choice.callDelta(number, part.arguments(), sink);
        Signature signature = part.signature();
        if (signature != null) {
            choice.signature(number, signature, sink);
        }
        return true;
    }

    @Override
    public Boolean refusal(Part.Refusal part) {
        return choice.refusal(part.text(), sink);
    }

    @Override
    public Boolean image(Part.Image part) {
        return choice.image(part, sink);
    }

    @Override
    public Boolean redactedReasoning(Part.RedactedReasoning part) {
        return choice.redacted(part);
    }

    @Override
    public Boolean document(Part.Document part) {
        return false;
    }

    @Override
    public Boolean audio(Part.Audio part) {
        return false;
    }

    @Override
    public Boolean toolResult(Part.ToolResult part) {
        return false;
    }

    @Override
    public Boolean unknown(Part.Unknown part) {
        return false;
    }
}
