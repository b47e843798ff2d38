package dev.aiproxy.api.chat;

import dev.aiproxy.api.chat.Part.ToolCall;
import dev.aiproxy.api.chat.Part.ToolResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Operations on the turns of a conversation that writers of several formats share. Pure: no list or message is changed. */
public final class Conversations {
    private Conversations() {}

    /**
     * A conversation taken apart, each list in the order of the turns.
     *
     * @param instructions the system and developer messages, wherever they stood
     * @param turns the rest
     */
    public record Split(List<Message> instructions, List<Message> turns) {
        /** Copies the lists. */
        public Split {
            instructions = List.copyOf(instructions);
            turns = List.copyOf(turns);
        }
    }

    /** Takes the instructions out, for formats that keep them beside the turns. */
    public static Split split(List<Message> messages) {
        List<Message> instructions = new ArrayList<>();
        List<Message> turns = new ArrayList<>();
        for (Message message : messages) {
            boolean instructs = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
            (instructs ? instructions : turns).add(message);
        }
        return new Split(instructions, turns);
    }

    /** Neighbours of the same role become one message; it keeps the speaker's name if theirs agree. */
    public static List<Message> merge(List<Message> messages) {
        return merge(messages, role -> true);
    }

    /** Neighbouring {@link Role#TOOL} messages become one; others stay as they are. */
    public static List<Message> mergeTools(List<Message> messages) {
        return merge(messages, role -> role == Role.TOOL);
    }

    private static List<Message> merge(List<Message> messages, Predicate<Role> merged) {
        List<Message> result = new ArrayList<>(messages.size());
        for (Message message : messages) {
            int last = result.size() - 1;
            if (last >= 0 && result.get(last).role() == message.role() && merged.test(message.role())) {
                result.set(last, joined(result.get(last), message));
            } else {
                result.add(message);
            }
        }
        return result;
    }

    private static Message joined(Message first, Message second) {
        List<Part> parts = new ArrayList<>(first.parts());
        parts.addAll(second.parts());
        String name = Objects.equals(first.name(), second.name()) ? first.name() : null;
        return new Message(first.role(), parts, name);
    }

    /**
     * Answers in the order of their calls: neighbouring {@link Role#TOOL} messages become one, whose results follow the order of
     * the calls before them. Of several results for one call the last counts; results without a call come last.
     */
    public static List<Message> orderResults(List<Message> messages) {
        Map<String, Integer> order = new HashMap<>();
        List<Message> result = new ArrayList<>(messages.size());
        for (Message message : mergeTools(messages)) {
            result.add(message.role() == Role.TOOL ? ordered(message, order) : message);
            for (Part part : message.parts()) {
                if (part instanceof ToolCall call) {
                    order.put(call.id(), order.size());
                }
            }
        }
        return result;
    }

    private static Message ordered(Message message, Map<String, Integer> order) {
        Map<String, Part> latest = new LinkedHashMap<>();
        List<Part> others = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof ToolResult result) {
                latest.put(result.callId(), part);
            } else {
                others.add(part);
            }
        }
        List<String> ids = new ArrayList<>(latest.keySet());
        ids.sort(Comparator.comparing(id -> order.getOrDefault(id, Integer.MAX_VALUE)));
        List<Part> parts = new ArrayList<>();
        ids.forEach(id -> parts.add(latest.get(id)));
        parts.addAll(others);
        return new Message(message.role(), parts, message.name());
    }

    /**
     * The name of the function that a call called, for formats that pair results by name; empty if there is no such call. Of
     * several calls of one id the last counts; {@link #nameResults} keeps even those apart.
     */
    public static Optional<String> toolName(List<Message> messages, String callId) {
        return calls(messages).stream()
                .filter(call -> call.id().equals(callId))
                .map(ToolCall::name)
                .reduce((earlier, later) -> later);
    }

    /** Fills in the names of results that lack one: that of the nearest call before it with the same id, if there is one. */
    public static List<Message> nameResults(List<Message> messages) {
        Map<String, String> names = new HashMap<>();
        List<Message> result = new ArrayList<>(messages.size());
        for (Message message : messages) {
            List<Part> parts = new ArrayList<>(message.parts().size());
            for (Part part : message.parts()) {
                if (part instanceof ToolCall call) {
                    names.put(call.id(), call.name());
                }
                parts.add(part instanceof ToolResult answer ? named(answer, names.get(answer.callId())) : part);
            }
            result.add(new Message(message.role(), parts, message.name()));
        }
        return result;
    }

    private static ToolResult named(ToolResult result, @Nullable String name) {
        if (result.name() != null || name == null) {
            return result;
        }
        return new ToolResult(
                result.callId(), name, result.content(), result.isError(), result.structured(), result.cache());
    }

    /** The calls that have no result anywhere behind them, in order. */
    public static List<ToolCall> unanswered(List<Message> messages) {
        Map<String, ToolCall> open = new LinkedHashMap<>();
        forEachPart(messages, part -> {
            if (part instanceof ToolCall call) {
                open.put(call.id(), call);
            } else if (part instanceof ToolResult result) {
                open.remove(result.callId());
            }
        });
        return List.copyOf(open.values());
    }

    /** The results that have no call anywhere before them, in order. */
    public static List<ToolResult> orphans(List<Message> messages) {
        Set<String> called = new HashSet<>();
        List<ToolResult> orphans = new ArrayList<>();
        forEachPart(messages, part -> {
            if (part instanceof ToolCall call) {
                called.add(call.id());
            } else if (part instanceof ToolResult result && !called.contains(result.callId())) {
                orphans.add(result);
            }
        });
        return orphans;
    }

    /** Every call of the conversation, in order. */
    public static List<ToolCall> calls(List<Message> messages) {
        List<ToolCall> calls = new ArrayList<>();
        forEachPart(messages, part -> {
            if (part instanceof ToolCall call) {
                calls.add(call);
            }
        });
        return calls;
    }

    /**
     * The id of a tool call as a format with narrow rules takes it: {@code [a-zA-Z0-9_-]}, no longer than {@code maxLength}. An
     * id that fits is left alone. The result depends on the id alone, so a call and its result agree, in every turn; ids that
     * differ stay different.
     *
     * @param maxLength at least 16
     */
    public static String toolId(String id, int maxLength) {
        return Shortened.fits(id, maxLength) ? id : Shortened.of(id, maxLength);
    }

    private static void forEachPart(List<Message> messages, Consumer<Part> action) {
        for (Message message : messages) {
            message.parts().forEach(action);
        }
    }
}
