package dev.aiproxy.api.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn, or a part of one: neighbours of the same role are legal.
 *
 * @param role who speaks
 * @param parts what is said, in order; may be empty
 * @param name the speaker's name where the format has one, else null
 */
public record Message(Role role, List<Part> parts, @Nullable String name) {
    /** Copies the list. */
    public Message {
        parts = List.copyOf(parts);
    }

    /** A message of a speaker without a name. */
    public static Message of(Role role, List<Part> parts) {
        return new Message(role, parts, null);
    }

    /** A message that is one piece of text. */
    public static Message text(Role role, String text) {
        return new Message(role, List.of(Part.Text.of(text)), null);
    }

    /** The visible text of all text parts, concatenated. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text t) {
                text.append(t.text());
            }
        }
        return text.toString();
    }
}
