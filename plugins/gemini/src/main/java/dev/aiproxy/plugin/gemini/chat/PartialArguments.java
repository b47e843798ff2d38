package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the arguments of a call together from {@code partialArgs}: each piece names its place with a JSON path such as
 * {@code $.days[0].city}, and text is continued by more text for the same place.
 */
final class PartialArguments {
    private static final Pattern STEP =
            Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]|\\[(\\d{1,6})\\]");
    private static final int MAX_STEPS = 64;

    private ObjectNode arguments = Json.object();

    ObjectNode value() {
        return arguments;
    }

    void whole(JsonNode args) {
        if (args instanceof ObjectNode object) {
            arguments = object;
        }
    }

    void add(JsonNode piece) {
        List<String> path = path(piece.path("jsonPath").asString(""));
        JsonNode value = value(piece);
        if (value == null || path.isEmpty()) {
            return;
        }
        JsonNode holder = arguments;
        for (int i = 0; i < path.size() - 1; i++) {
            holder = container(holder, path.get(i), isIndex(path.get(i + 1)));
        }
        put(holder, path.get(path.size() - 1), value);
    }

    private static @Nullable JsonNode value(JsonNode piece) {
        for (String kind : List.of("stringValue", "numberValue", "boolValue")) {
            if (piece.has(kind)) {
                return piece.path(kind);
            }
        }
        return piece.has("nullValue") ? Json.nodes().nullNode() : null;
    }

    /** Steps of a path, indices with a leading bracket; empty for one that cannot be followed. */
    private static List<String> path(String text) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = text.startsWith("$") ? 1 : 0;
        while (steps.size() < MAX_STEPS && step.find(at) && step.start() == at) {
            String index = step.group(4);
            String name = step.group(1) == null ? step.group(2) == null ? step.group(3) : step.group(2) : step.group(1);
            steps.add(index == null ? String.valueOf(name) : "[" + index);
            at = step.end();
        }
        return at == text.length() ? steps : List.of();
    }

    private static boolean isIndex(String step) {
        return step.startsWith("[");
    }

    private static JsonNode container(JsonNode holder, String step, boolean array) {
        JsonNode existing = get(holder, step);
        if (existing instanceof ObjectNode || existing instanceof ArrayNode) {
            return existing;
        }
        JsonNode made = array ? Json.nodes().arrayNode() : Json.object();
        set(holder, step, made);
        return made;
    }

    private static void put(JsonNode holder, String step, JsonNode value) {
        JsonNode before = get(holder, step);
        boolean continued = before.isString() && value.isString();
        set(holder, step, continued ? Json.nodes().stringNode(before.asString() + value.asString()) : value);
    }

    private static JsonNode get(JsonNode holder, String step) {
        return isIndex(step) ? holder.path(Integer.parseInt(step.substring(1))) : holder.path(step);
    }

    /** An index behind the end of an array appends to it, so that no piece can make an array of any length. */
    private static void set(JsonNode holder, String step, JsonNode value) {
        if (holder instanceof ObjectNode object) {
            object.set(step, value);
        } else if (holder instanceof ArrayNode array) {
            int index = isIndex(step) ? Integer.parseInt(step.substring(1)) : array.size();
            if (index < array.size()) {
                array.set(index, value);
            } else {
                array.add(value);
            }
        }
    }
}
