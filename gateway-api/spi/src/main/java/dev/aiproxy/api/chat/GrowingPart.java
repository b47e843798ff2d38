package dev.aiproxy.api.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a streamed answer while its deltas arrive. */
final class GrowingPart {
    enum Kind {
        TEXT,
        REASONING,
        REFUSAL,
        TOOL_CALL,
        WHOLE
    }

    private final Kind kind;
    private final String id;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private @Nullable Signature signature;
    private @Nullable Part whole;

    GrowingPart(Kind kind) {
        this(kind, "", "");
    }

    private GrowingPart(Kind kind, String id, String name) {
        this.kind = kind;
        this.id = id;
        this.name = name;
    }

    static GrowingPart call(String id, String name) {
        return new GrowingPart(Kind.TOOL_CALL, id, name);
    }

    static GrowingPart whole(Part part) {
        GrowingPart growing = new GrowingPart(Kind.WHOLE);
        growing.whole = part;
        return growing;
    }

    Kind kind() {
        return kind;
    }

    boolean isSealable() {
        return kind == Kind.TEXT
                || kind == Kind.REASONING
                || whole instanceof Part.Text
                || whole instanceof Part.Reasoning;
    }

    void append(String delta) {
        text.append(delta);
    }

    void cite(Citation citation) {
        citations.add(citation);
    }

    void sign(Signature seal) {
        if (whole instanceof Part.Text part) {
            whole = new Part.Text(part.text(), part.citations(), seal, part.cache());
        } else if (whole instanceof Part.Reasoning part) {
            whole = new Part.Reasoning(part.text(), seal);
        } else {
            signature = seal;
        }
    }

    Part toPart() {
        if (whole != null) {
            return whole;
        }
        return switch (kind) {
            case REASONING -> new Part.Reasoning(text.toString(), signature);
            case REFUSAL -> new Part.Refusal(text.toString());
            case TOOL_CALL -> new Part.ToolCall(id, name, text.length() == 0 ? "{}" : text.toString(), signature, null);
            case TEXT, WHOLE -> new Part.Text(text.toString(), citations, signature, null);
        };
    }
}
