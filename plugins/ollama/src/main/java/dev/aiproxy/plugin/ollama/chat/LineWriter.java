package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.SealedStream;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What each event means as lines; only the first choice is written, for there is room for one. */
final class LineWriter implements ChatEvent.Visitor<List<ObjectNode>> {
    private static final String CONTENT = "content";

    private final AnswerLines lines;
    private final Seals seals;
    private final SealedStream sealed = new SealedStream();
    private final PendingCalls calls = new PendingCalls();
    private FinishReason reason = FinishReason.STOP;
    private Usage usage = Usage.UNKNOWN;

    LineWriter(AnswerLines lines, Seals seals) {
        this.lines = lines;
        this.seals = seals;
    }

    @Override
    public List<ObjectNode> start(ChatEvent.Start event) {
        lines.created(event.created());
        return List.of();
    }

    @Override
    public List<ObjectNode> text(ChatEvent.TextDelta event) {
        return said(event.choice(), event.text());
    }

    @Override
    public List<ObjectNode> refusal(ChatEvent.RefusalDelta event) {
        return said(event.choice(), event.text());
    }

    private List<ObjectNode> said(int choice, String text) {
        if (choice != 0) {
            return List.of();
        }
        sealed.text();
        return List.of(lines.more(CONTENT, text));
    }

    @Override
    public List<ObjectNode> reasoning(ChatEvent.ReasoningDelta event) {
        if (event.choice() != 0) {
            return List.of();
        }
        sealed.reasoning(event.text());
        return List.of(lines.more("thinking", event.text()));
    }

    @Override
    public List<ObjectNode> signature(ChatEvent.PartSignature event) {
        if (event.choice() == 0) {
            sealed.signature(event.call(), event.signature());
        }
        return List.of();
    }

    @Override
    public List<ObjectNode> wholePart(ChatEvent.WholePart event) {
        if (event.choice() != 0) {
            return List.of();
        }
        if (event.part() instanceof Part.RedactedReasoning redacted) {
            sealed.redacted(redacted);
            return List.of();
        }
        return MessageContent.isSayable(event.part()) ? whole(event.part()) : List.of();
    }

    private List<ObjectNode> whole(Part part) {
        MessageContent content = MessageContent.of(List.of(part), "");
        ObjectNode line = lines.start();
        ObjectNode message = AnswerLines.message(line, content.text());
        content.addImages(message);
        content.addThinkingAndCalls(message);
        return List.of(line.put("done", false));
    }

    @Override
    public List<ObjectNode> citation(ChatEvent.CitationAdded event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> toolCallStart(ChatEvent.ToolCallStart event) {
        if (event.choice() == 0) {
            sealed.callStart(event.call(), event.id(), event.name());
            calls.start(event);
        }
        return List.of();
    }

    @Override
    public List<ObjectNode> toolCallDelta(ChatEvent.ToolCallDelta event) {
        if (event.choice() == 0) {
            sealed.callDelta(event.call(), event.arguments());
            calls.append(event);
        }
        return List.of();
    }

    @Override
    public List<ObjectNode> partEnd(ChatEvent.PartEnd event) {
        if (event.choice() == 0) {
            sealed.partEnd();
        }
        return List.of();
    }

    /** Calls of which fragments may interleave are whole only now. */
    @Override
    public List<ObjectNode> finish(ChatEvent.Finish event) {
        if (event.choice() != 0) {
            return List.of();
        }
        reason = event.reason();
        return pendingCalls();
    }

    private List<ObjectNode> pendingCalls() {
        if (calls.isEmpty()) {
            return List.of();
        }
        seals.remember(sealed.parts());
        ObjectNode line = lines.start();
        AnswerLines.message(line, "").set("tool_calls", calls.take());
        return List.of(line.put("done", false));
    }

    @Override
    public List<ObjectNode> usage(ChatEvent.UsageReport event) {
        usage = usage.updatedBy(event.usage());
        return List.of();
    }

    @Override
    public List<ObjectNode> end(ChatEvent.End event) {
        ObjectNode last = lines.start();
        AnswerLines.message(last, "");
        AnswerLines.finish(last, DoneReasons.write(reason), usage);
        List<ObjectNode> pending = pendingCalls();
        return pending.isEmpty() ? List.of(last) : List.of(pending.get(0), last);
    }

    @Override
    public List<ObjectNode> failed(ChatEvent.Failed event) {
        return List.of();
    }
}
