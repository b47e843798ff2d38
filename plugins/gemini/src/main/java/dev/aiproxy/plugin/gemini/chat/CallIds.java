package dev.aiproxy.plugin.gemini.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids for calls without one, the same at every replay of a conversation, and the calls that responses without an id belong to: the
 * oldest open one of that name (Q-GC-3).
 */
final class CallIds {
    private static final String PREFIX = "gemini_call_";

    private final Set<String> given = new HashSet<>();
    private final Map<String, Deque<String>> open = new HashMap<>();
    private int made;

    String ofCall(@Nullable String id, String name) {
        String used = id == null || id.isEmpty() ? made() : id;
        if (!used.startsWith(PREFIX)) {
            given.add(used);
        }
        open.computeIfAbsent(name, unseen -> new ArrayDeque<>()).add(used);
        return used;
    }

    String ofResponse(@Nullable String id, String name) {
        Deque<String> waiting = open.getOrDefault(name, new ArrayDeque<>());
        if (id != null && waiting.remove(id)) {
            return id;
        }
        String oldest = waiting.poll();
        if (oldest != null) {
            return oldest;
        }
        return id == null || id.isEmpty() ? made() : id;
    }

    /** Whether the client gave the id, rather than this class. */
    boolean isGiven(String id) {
        return given.contains(id);
    }

    private String made() {
        return PREFIX + ++made;
    }
}
