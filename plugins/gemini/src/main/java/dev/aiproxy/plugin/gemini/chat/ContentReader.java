package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads the contents of a client's request, in order. */
final class ContentReader {
    private final CallIds ids = new CallIds();
    private final PartReader parts = new PartReader(ids);
    private final Seals seals;

    ContentReader(Seals seals) {
        this.seals = seals;
    }

    /** The messages of one content: results of calls stand before everything else (Q-GC-4). */
    List<Message> read(Fields content) {
        List<Message> messages = messages(content);
        seals.said(content.node());
        return messages;
    }

    private List<Message> messages(Fields content) {
        String role = content.text("role");
        return switch (role == null ? "user" : role) {
            case "model" -> model(content);
            case "user", "function", "tool", "" -> user(content);
            default -> throw Fields.wrong(content.at("role"), "must be user or model");
        };
    }

    private List<Message> model(Fields content) {
        List<Part> said = seals.restore(joined(parts(content)), ids);
        return said.isEmpty() ? List.of() : List.of(Message.of(Role.ASSISTANT, said));
    }

    private List<Message> user(Fields content) {
        List<Part> results = new ArrayList<>();
        List<Part> others = new ArrayList<>();
        for (Part part : parts(content)) {
            (part instanceof Part.ToolResult ? results : others).add(part);
        }
        List<Message> messages = new ArrayList<>();
        if (!results.isEmpty()) {
            messages.add(Message.of(Role.TOOL, results));
        }
        if (!others.isEmpty()) {
            messages.add(Message.of(Role.USER, others));
        }
        return messages;
    }

    private List<Part> parts(Fields content) {
        List<Part> read = new ArrayList<>();
        Repeated.forEach(content, "parts", part -> parts.read(part).ifPresent(read::add));
        return read;
    }

    /** Streamed thinking comes in pieces, the last one with the signature of all: they become one again. */
    private static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>(parts.size());
        for (Part part : parts) {
            int last = joined.size() - 1;
            if (part instanceof Part.Reasoning more
                    && last >= 0
                    && joined.get(last) instanceof Part.Reasoning open
                    && open.signature() == null) {
                joined.set(last, new Part.Reasoning(open.text() + more.text(), more.signature()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }
}
