package dev.aiproxy.plugin.ollama.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs calls and results. Not every client sends ids: a call without one gets one that is the same at every replay of the
 * conversation, and a result without one belongs to the oldest open call, of its name if it has a name.
 */
final class CallIds {
    private static final String PREFIX = "ollama_call_";

    private final Map<String, String> open = new LinkedHashMap<>();
    private int made;

    String ofCall(@Nullable String id, String name) {
        String used = id == null || id.isEmpty() ? made() : id;
        open.put(used, name);
        return used;
    }

    String ofResult(@Nullable String id, @Nullable String name) {
        String answered = id == null || id.isEmpty() ? oldest(name) : id;
        open.remove(answered);
        return answered;
    }

    private String oldest(@Nullable String name) {
        return open.entrySet().stream()
                .filter(call -> name == null || name.equals(call.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(this::made);
    }

    private String made() {
        return PREFIX + ++made;
    }
}
