package dev.aiproxy.testkit.digest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer says, without its wire format: two answers with equal digests tell the user the same.
 *
 * @param text all visible text, in order, without separators
 * @param reasoning all reasoning text, in order
 * @param toolCalls the calls, in order
 * @param finish {@code stop}, {@code length}, {@code tool_calls}, {@code content_filter} or {@code error}; null when the
 *     provider never said
 * @param nativeFinish the format's own word for it; null when the provider never said
 * @param usage the token counts; null when there were none
 * @param error the message of the error; null when there was none
 */
public record Digest(
        String text,
        String reasoning,
        List<ToolCall> toolCalls,
        @Nullable String finish,
        @Nullable String nativeFinish,
        @Nullable Usage usage,
        @Nullable String error) {

    /** Copies the calls. */
    public Digest {
        toolCalls = List.copyOf(toolCalls);
    }

    /**
     * One tool call.
     *
     * @param id the call's id; null when the format gave none
     * @param name the tool
     * @param args the parsed arguments; a text node when they are no JSON
     */
    public record ToolCall(@Nullable String id, String name, JsonNode args) {}

    /**
     * Token counts.
     *
     * @param input all input tokens, cached ones included
     * @param cached those read from a cache
     * @param cacheWrite those written to one
     * @param output all output tokens, reasoning included
     * @param reasoning those spent on reasoning
     */
    public record Usage(long input, long cached, long cacheWrite, long output, long reasoning) {}

    /** A property that a comparison may leave out, because a format has no place for it. */
    public enum Part {
        /** Visible text. */
        TEXT,
        /** Reasoning text. */
        REASONING,
        /** Tool calls: number, order, names, arguments. */
        TOOL_CALLS,
        /** The finish reason. */
        FINISH,
        /** All token counts. */
        USAGE,
        /** How many output tokens were reasoning. */
        REASONING_TOKENS,
        /** How many input tokens were written to a cache. */
        CACHE_WRITE_TOKENS,
        /** The error message. */
        ERROR
    }

    /**
     * What this answer says differently from {@code expected}, one line each; empty when they agree. Ids and {@code
     * nativeFinish} never count. Where {@code expected} has no finish, the reading is {@code tool_calls} with calls and
     * {@code stop} without (T-FIN-8), or none; where it has no usage, zeros are as good as none (T-USE-6).
     */
    public List<String> differencesFrom(Digest expected, Part... ignored) {
        Set<Part> compared = EnumSet.allOf(Part.class);
        compared.removeAll(Arrays.asList(ignored));
        List<String> found = new ArrayList<>();
        differ(compared, Part.TEXT, text, expected.text, found);
        differ(compared, Part.REASONING, reasoning, expected.reasoning, found);
        if (!sameCalls(expected.toolCalls)) {
            differ(compared, Part.TOOL_CALLS, toolCalls, expected.toolCalls, found);
        }
        if (expected.finish != null || finish != null) {
            differ(compared, Part.FINISH, finish, expected.impliedFinish(), found);
        }
        differ(compared, Part.USAGE, counted(usage, compared), counted(expected.usage, compared), found);
        differ(compared, Part.ERROR, error, expected.error, found);
        return found;
    }

    private @Nullable String impliedFinish() {
        if (finish != null) {
            return finish;
        }
        return toolCalls.isEmpty() ? "stop" : "tool_calls";
    }

    private boolean sameCalls(List<ToolCall> others) {
        boolean same = toolCalls.size() == others.size();
        for (int i = 0; same && i < others.size(); i++) {
            ToolCall mine = toolCalls.get(i);
            same = mine.name().equals(others.get(i).name())
                    && sameJson(mine.args(), others.get(i).args());
        }
        return same;
    }

    private static boolean sameJson(JsonNode one, JsonNode other) {
        Comparator<JsonNode> byValue = (a, b) -> {
            if (a.isNumber() && b.isNumber()) {
                return a.decimalValue().compareTo(b.decimalValue());
            }
            return a.equals(b) ? 0 : 1;
        };
        return one.equals(byValue, other);
    }

    private static Usage counted(@Nullable Usage usage, Set<Part> compared) {
        if (usage == null) {
            return new Usage(0, 0, 0, 0, 0);
        }
        return new Usage(
                usage.input,
                usage.cached,
                compared.contains(Part.CACHE_WRITE_TOKENS) ? usage.cacheWrite : 0,
                usage.output,
                compared.contains(Part.REASONING_TOKENS) ? usage.reasoning : 0);
    }

    private static void differ(
            Set<Part> compared, Part part, @Nullable Object actual, @Nullable Object expected, List<String> found) {
        if (compared.contains(part) && !Objects.equals(actual, expected)) {
            found.add(part + ": expected " + expected + " but was " + actual);
        }
    }
}
