package dev.aiproxy.testkit.digest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Collects the parts of one answer as its elements bring them. */
final class Answer {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private @Nullable String nativeFinish;
    private Digest.@Nullable Usage usage;
    private @Nullable String error;

    private static final class Call {
        private @Nullable String id;
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        Digest.ToolCall toolCall() {
            return new Digest.ToolCall(id, name, parse(arguments.toString()));
        }

        private static JsonNode parse(String text) {
            if (text.isBlank()) {
                return JsonMapper.shared().createObjectNode();
            }
            try {
                return JsonMapper.shared().readTree(text);
            } catch (JacksonException e) {
                return StringNode.valueOf(text);
            }
        }
    }

    void text(JsonNode piece) {
        text.append(piece.asString(""));
    }

    void reasoning(JsonNode piece) {
        reasoning.append(piece.asString(""));
    }

    /** Names the call at this position; repetitions change nothing. */
    void call(int position, JsonNode id, JsonNode name) {
        Call call = calls.computeIfAbsent(position, key -> new Call());
        call.id = call.id == null && id.isString() ? id.asString() : call.id;
        call.name = call.name.isEmpty() ? name.asString("") : call.name;
    }

    void arguments(int position, String piece) {
        calls.computeIfAbsent(position, key -> new Call()).arguments.append(piece);
    }

    boolean hasArguments(int position) {
        Call call = calls.get(position);
        return call != null && call.arguments.length() > 0;
    }

    int callCount() {
        return calls.size();
    }

    void finish(JsonNode word) {
        if (word.isString()) {
            nativeFinish = word.asString();
        }
    }

    void usage(Digest.Usage counts) {
        usage = counts;
    }

    void error(JsonNode message) {
        error = message.asString("");
    }

    @Nullable
    String nativeFinish() {
        return nativeFinish;
    }

    /** The digest, given how the format's finish word reads; calls turn a plain stop into {@code tool_calls}. */
    Digest digest(@Nullable String finish) {
        List<Digest.ToolCall> toolCalls = new ArrayList<>();
        calls.values().forEach(call -> toolCalls.add(call.toolCall()));
        String read = "stop".equals(finish) && !calls.isEmpty() ? "tool_calls" : finish;
        return new Digest(
                text.toString(),
                reasoning.toString(),
                toolCalls,
                error == null ? read : "error",
                nativeFinish,
                usage,
                error);
    }
}
