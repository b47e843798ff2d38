package dev.aiproxy.api.chat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fits the names of a request's functions to the rules of a wire format, and back (T-SC-5): a client never sees another name than
 * the one it gave. Names that are legal stay as they are; others are shortened in a way that depends on the name alone, so that
 * prompts stay the same from turn to turn. Serves one exchange, on one thread.
 */
public final class ToolNames {
    private final Pattern legal;
    private final int maxLength;
    private final Map<String, String> wireByName = new HashMap<>();
    private final Map<String, String> nameByWire = new HashMap<>();

    private ToolNames(Pattern legal, int maxLength) {
        this.legal = legal;
        this.maxLength = maxLength;
    }

    /**
     * The names of the request's functions, of its tool choice and of the calls in its history.
     *
     * @param legal what a whole name must match; must allow letters, digits, underscores and dashes
     * @param maxLength the most characters, at least 16
     */
    public static ToolNames of(ChatRequest request, Pattern legal, int maxLength) {
        ToolNames names = new ToolNames(legal, maxLength);
        Set<String> known = namesIn(request);
        known.stream().filter(names::isLegal).forEach(name -> names.put(name, name));
        known.forEach(names::toWire);
        return names;
    }

    /** The name as the wire format takes it. */
    public String toWire(String name) {
        String wire = wireByName.get(name);
        return wire == null ? put(name, isLegal(name) ? name : shortened(name)) : wire;
    }

    /** The name as the client gave it; a name that the client did not give is returned as it is. */
    public String fromWire(String wire) {
        return nameByWire.getOrDefault(wire, wire);
    }

    private boolean isLegal(String name) {
        return name.length() <= maxLength && legal.matcher(name).matches();
    }

    private String shortened(String name) {
        String wire = Shortened.of(name, maxLength);
        for (int i = 1; nameByWire.containsKey(wire); i++) {
            wire = Shortened.of(name + i, maxLength);
        }
        return wire;
    }

    private String put(String name, String wire) {
        wireByName.put(name, wire);
        nameByWire.put(wire, name);
        return wire;
    }

    private static Set<String> namesIn(ChatRequest request) {
        Set<String> names = new LinkedHashSet<>();
        for (Tool tool : request.tooling().tools()) {
            if (tool instanceof Tool.Function function) {
                names.add(function.name());
            }
        }
        if (request.tooling().choice() instanceof ToolChoice.Named named) {
            names.add(named.name());
        } else if (request.tooling().choice() instanceof ToolChoice.Allowed allowed) {
            names.addAll(allowed.names());
        }
        Conversations.calls(request.messages()).forEach(call -> names.add(call.name()));
        return names;
    }
}
