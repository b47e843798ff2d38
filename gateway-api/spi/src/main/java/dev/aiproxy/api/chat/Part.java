package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A piece of a message. Sealed: a translator handles every kind through {@link Visitor}, so that a new kind cannot be forgotten.
 */
public sealed interface Part {
    /**
     * Calls the visitor's method for this kind and returns what it returns.
     *
     * @param <R> what the visitor makes of a part
     */
    <R> R accept(Visitor<R> visitor);

    /** The marker that the prompt is cached up to here; null almost always. */
    default @Nullable CacheMarker cache() {
        return null;
    }

    /**
     * Visible text.
     *
     * @param text may be empty
     * @param citations the sources behind it, in order; empty for none
     * @param signature the provider's seal on this very part (Gemini signs text parts too), else null
     * @param cache null almost always
     */
    record Text(
            String text,
            List<Citation> citations,
            @Nullable Signature signature,
            @Nullable CacheMarker cache) implements Part {
        /** Copies the list. */
        public Text {
            citations = List.copyOf(citations);
        }

        /** Text without citations, seal or cache marker. */
        public static Text of(String text) {
            return new Text(text, List.of(), null, null);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * An image.
     *
     * @param source where its bytes are
     * @param detail OpenAI's {@code low|high|auto}, null if not given
     * @param cache null almost always
     */
    record Image(
            MediaSource source,
            @Nullable String detail,
            @Nullable CacheMarker cache) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.image(this);
        }
    }

    /**
     * A document such as a PDF.
     *
     * @param source where its bytes or its text are
     * @param name its file name or title, null if not given
     * @param context what the client says about it, null if nothing
     * @param cache null almost always
     */
    record Document(
            MediaSource source,
            @Nullable String name,
            @Nullable String context,
            @Nullable CacheMarker cache) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.document(this);
        }
    }

    /**
     * Sound.
     *
     * @param source where its bytes are
     * @param cache null almost always
     */
    record Audio(MediaSource source, @Nullable CacheMarker cache) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.audio(this);
        }
    }

    /**
     * The assistant calls a tool of the client.
     *
     * @param id pairs call and result; unique within a response, stable over turns
     * @param name the function's name as the client knows it
     * @param arguments the JSON text exactly as far as it was generated; {@code {}} if there are none, possibly truncated JSON
     * @param signature the provider's seal on this call (Gemini), else null
     * @param cache null almost always
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            @Nullable Signature signature,
            @Nullable CacheMarker cache) implements Part {
        /** A call without seal or cache marker. */
        public static ToolCall of(String id, String name, String arguments) {
            return new ToolCall(id, name, arguments, null, null);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolCall(this);
        }
    }

    /**
     * What a tool answered.
     *
     * @param callId the id of the call
     * @param name the tool's name where the format states it, else null (see {@link Conversations#toolName})
     * @param content text and media; may be empty
     * @param isError whether the tool failed
     * @param structured the answer as a JSON object where the format carries one (Gemini), else null; {@code content} then
     *     holds its JSON text
     * @param cache null almost always
     */
    record ToolResult(
            String callId,
            @Nullable String name,
            List<Part> content,
            boolean isError,
            @Nullable JsonNode structured,
            @Nullable CacheMarker cache)
            implements Part {
        /** Copies the list. */
        public ToolResult {
            content = List.copyOf(content);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolResult(this);
        }
    }

    /**
     * Thinking that may be shown; without a {@code signature} it is not replayed to formats that demand one.
     *
     * @param text may be empty, where a provider only seals
     * @param signature the provider's seal, null if it gave none
     */
    record Reasoning(String text, @Nullable Signature signature) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reasoning(this);
        }
    }

    /**
     * Thinking that the provider hides; only its seal exists. It returns verbatim to its origin and nowhere else.
     *
     * @param data the seal
     */
    record RedactedReasoning(Signature data) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.redactedReasoning(this);
        }
    }

    /**
     * The model declines, in words.
     *
     * @param text what the model says instead
     */
    record Refusal(String text) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refusal(this);
        }
    }

    /**
     * Something this SPI has no word for, kept as its format wrote it; other formats drop it.
     *
     * @param origin the wire format that wrote it
     * @param raw the JSON as it stood there
     */
    record Unknown(WireFormat origin, JsonNode raw) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }

    /** One method per kind. */
    interface Visitor<R> {
        /** See {@link Text}. */
        R text(Text part);

        /** See {@link Image}. */
        R image(Image part);

        /** See {@link Document}. */
        R document(Document part);

        /** See {@link Audio}. */
        R audio(Audio part);

        /** See {@link ToolCall}. */
        R toolCall(ToolCall part);

        /** See {@link ToolResult}. */
        R toolResult(ToolResult part);

        /** See {@link Reasoning}. */
        R reasoning(Reasoning part);

        /** See {@link RedactedReasoning}. */
        R redactedReasoning(RedactedReasoning part);

        /** See {@link Refusal}. */
        R refusal(Refusal part);

        /** See {@link Unknown}. */
        R unknown(Unknown part);
    }
}
