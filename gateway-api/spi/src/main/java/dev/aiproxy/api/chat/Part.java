package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A piece of a message. Sealed: a translator handles every kind through {@link Visitor}, so that a new kind cannot be forgotten.
 */
public sealed interface Part {
    <R> R accept(Visitor<R> visitor);

    /** The marker that the prompt is cached up to here; null almost always. */
    default @Nullable CacheMarker cache() {
        return null;
    }

    /**
     * Visible text.
     *
     * @param signature the provider's seal on this very part (Gemini signs text parts too), else null
     */
    record Text(
            String text,
            List<Citation> citations,
            @Nullable Signature signature,
            @Nullable CacheMarker cache) implements Part {
        public Text {
            citations = List.copyOf(citations);
        }

        public static Text of(String text) {
            return new Text(text, List.of(), null, null);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /** An image; {@code detail} is OpenAI's {@code low|high|auto}, null if not given. */
    record Image(
            MediaSource source,
            @Nullable String detail,
            @Nullable CacheMarker cache) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.image(this);
        }
    }

    /** A document such as a PDF; {@code name} is its file name or title, {@code context} what the client says about it. */
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

    /** Sound. */
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
     * @param arguments the JSON text exactly as far as it was generated; {@code {}} if there are none, possibly truncated JSON
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            @Nullable Signature signature,
            @Nullable CacheMarker cache) implements Part {
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
     * @param structured the answer as a JSON object where the format carries one (Gemini), else null; {@code content} then
     *     holds its JSON text
     */
    record ToolResult(
            String callId,
            @Nullable String name,
            List<Part> content,
            boolean isError,
            @Nullable JsonNode structured,
            @Nullable CacheMarker cache)
            implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolResult(this);
        }
    }

    /** Thinking that may be shown; without a {@code signature} it is not replayed to formats that demand one. */
    record Reasoning(String text, @Nullable Signature signature) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reasoning(this);
        }
    }

    /** Thinking that the provider hides; only its seal exists. It returns verbatim to its origin and nowhere else. */
    record RedactedReasoning(Signature data) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.redactedReasoning(this);
        }
    }

    /** The model declines, in words. */
    record Refusal(String text) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refusal(this);
        }
    }

    /** Something this SPI has no word for, kept as its format wrote it; other formats drop it. */
    record Unknown(WireFormat origin, JsonNode raw) implements Part {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }

    /** One method per kind. */
    interface Visitor<R> {
        R text(Text part);

        R image(Image part);

        R document(Document part);

        R audio(Audio part);

        R toolCall(ToolCall part);

        R toolResult(ToolResult part);

        R reasoning(Reasoning part);

        R redactedReasoning(RedactedReasoning part);

        R refusal(Refusal part);

        R unknown(Unknown part);
    }
}
