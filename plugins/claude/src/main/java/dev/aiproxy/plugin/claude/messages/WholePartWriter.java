package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;

/** Writes a part that came as a whole; kinds that the format cannot show yield nothing. */
record WholePartWriter(BlockStreamWriter blocks, EventSink sink) implements Part.Visitor<Boolean> {
    @Override
    public Boolean text(Part.Text part) {
        blocks.close(sink);
        blocks.text(part.text(), sink);
        Signature signature = part.signature();
        if (signature != null) {
            blocks.sign(signature, sink);
        }
        blocks.close(sink);
        return true;
    }

    @Override
    public Boolean reasoning(Part.Reasoning part) {
        blocks.thought(part, sink);
        return true;
    }

    @Override
    public Boolean redactedReasoning(Part.RedactedReasoning part) {
        blocks.whole(AnswerContent.redacted(part), sink);
        return true;
    }

    @Override
    public Boolean refusal(Part.Refusal part) {
        return text(Part.Text.of(part.text()));
    }

    @Override
    public Boolean unknown(Part.Unknown part) {
        if (!part.origin().equals(ClaudeFormat.ID)) {
            return false;
        }
        blocks.whole(part.raw(), sink);
        return true;
    }

    /** Readers give calls in events of their own. */
    @Override
    public Boolean toolCall(Part.ToolCall part) {
        return false;
    }

    @Override
    public Boolean image(Part.Image part) {
        return false;
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
}
