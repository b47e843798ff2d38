package dev.aiproxy.plugin.claude.cloak;

import dev.aiproxy.api.wire.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Words to be broken up in text, whatever their case: a zero-width space goes behind the first character of each. */
final class SensitiveWords {
    private static final String ZERO_WIDTH_SPACE = "\u200B";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";

    private final @Nullable Pattern pattern;

    private SensitiveWords(@Nullable Pattern pattern) {
        this.pattern = pattern;
    }

    static SensitiveWords of(List<String> words) {
        if (words.isEmpty()) {
            return new SensitiveWords(null);
        }
        String longestFirst = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return new SensitiveWords(Pattern.compile(longestFirst, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    boolean none() {
        return pattern == null;
    }

    /**
     * A system prompt, a message's content, a list of messages or of blocks, with the words in its texts broken up; an equal
     * node if there are none. Only texts are touched: no tool's arguments, no thinking, which is signed.
     */
    JsonNode marked(JsonNode node) {
        if (pattern == null) {
            return node;
        }
        if (node.isString()) {
            return Json.nodes().stringNode(marked(pattern, node.asString()));
        }
        if (node instanceof ArrayNode list) {
            return markedItems(list);
        }
        return node instanceof ObjectNode object ? markedTexts(object) : node;
    }

    private JsonNode markedItems(ArrayNode list) {
        ArrayNode marked = Json.nodes().arrayNode(list.size());
        list.forEach(item -> marked.add(marked(item)));
        return marked;
    }

    private JsonNode markedTexts(ObjectNode object) {
        ObjectNode marked = Json.object();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            boolean textual = member.getKey().equals(CONTENT) || member.getKey().equals(TEXT);
            marked.set(member.getKey(), textual ? marked(member.getValue()) : member.getValue());
        }
        return marked;
    }

    private static String marked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> {
            String word = match.group();
            int first = word.offsetByCodePoints(0, 1);
            return Matcher.quoteReplacement(word.substring(0, first) + ZERO_WIDTH_SPACE + word.substring(first));
        });
    }
}
