package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.SealedStream;

/** Writes a part that came as a whole; kinds that the format cannot show yield nothing. */
record WholePartWriter(OutputWriter output, SealedStream sealed, EventSink sink) implements Part.Visitor<Boolean> {
    private static final int OPEN_PART = -1;

    @Override
    public Boolean text(Part.Text part) {
        sealed.text();
        output.text(part.text(), sink);
        part.citations().forEach(citation -> output.citation(citation, sink));
        Signature signature = part.signature();
        if (signature != null) {
            sealed.signature(OPEN_PART, signature);
            output.sign(signature, sink);
        }
        return true;
    }

    @Override
    public Boolean reasoning(Part.Reasoning part) {
        sealed.reasoning(part.text());
        Signature signature = part.signature();
        if (signature != null) {
            sealed.signature(OPEN_PART, signature);
        }
        sealed.partEnd();
        if (signature != null || !part.text().isEmpty()) {
            output.thought(part, sink);
        }
        return true;
    }

    @Override
    public Boolean redactedReasoning(Part.RedactedReasoning part) {
        sealed.redacted(part);
        output.redacted(part, sink);
        return true;
    }

    @Override
    public Boolean toolCall(Part.ToolCall part) {
        int number = sealed.callCount();
        sealed.callStart(number, part.id(), part.name());
        sealed.callDelta(number, part.arguments());
        output.call(new ChatEvent.ToolCallStart(0, number, part.id(), part.name()), sink);
        output.arguments(number, part.arguments(), sink);
        Signature signature = part.signature();
        if (signature != null) {
            sealed.signature(number, signature);
            output.signCall(number, signature);
        }
        return true;
    }

    @Override
    public Boolean refusal(Part.Refusal part) {
        sealed.text();
        output.refusal(part.text(), sink);
        return true;
    }

    @Override
    public Boolean image(Part.Image part) {
        sealed.partEnd();
        if (part.source() instanceof MediaSource.Inline inline) {
            output.image(inline, sink);
            return true;
        }
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

    @Override
    public Boolean unknown(Part.Unknown part) {
        return false;
    }
}
