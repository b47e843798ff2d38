package dev.aiproxy.testkit.digest;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** GenerateContentResponse objects, candidate 0 only; arguments may also come in {@code partialArgs} pieces. */
final class GeminiReading implements Digests.Reading {

    private static final Set<String> FILTERED = Set.of(
            "SAFETY",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "RECITATION",
            "IMAGE_RECITATION",
            "LANGUAGE");

    private final Answer answer = new Answer();
    private final ObjectNode partialArgs = JsonMapper.shared().createObjectNode();
    private boolean blocked;

    @Override
    public void add(JsonNode element) {
        if (element.path("error").isObject()) {
            answer.error(element.path("error").path("message"));
        }
        blocked |= element.path("promptFeedback").path("blockReason").isString();
        for (JsonNode candidate : element.path("candidates")) {
            if (candidate.path("index").asInt(0) == 0) {
                candidate.path("content").path("parts").forEach(this::part);
                answer.finish(candidate.path("finishReason"));
            }
        }
        usage(element.path("usageMetadata"));
    }

    private void part(JsonNode part) {
        if (part.path("thought").asBoolean(false)) {
            answer.reasoning(part.path("text"));
        } else {
            answer.text(part.path("text"));
        }
        JsonNode call = part.path("functionCall");
        if (call.has("name")) {
            answer.call(answer.callCount(), call.path("id"), call.path("name"));
            answer.arguments(
                    answer.callCount() - 1, call.has("args") ? call.path("args").toString() : "");
        }
        call.path("partialArgs").forEach(this::partialArg);
        if (call.isObject() && !call.path("willContinue").asBoolean(false) && !partialArgs.isEmpty()) {
            answer.arguments(answer.callCount() - 1, partialArgs.toString());
            partialArgs.removeAll();
        }
    }

    private void partialArg(JsonNode piece) {
        String name = piece.path("jsonPath").asString("").replaceFirst("^\\$\\.", "");
        if (piece.has("stringValue")) {
            String before = partialArgs.path(name).asString("");
            partialArgs.put(name, before + piece.path("stringValue").asString());
        }
        for (String kind : Set.of("numberValue", "boolValue", "nullValue")) {
            if (piece.has(kind)) {
                partialArgs.set(name, piece.path(kind));
            }
        }
    }

    private void usage(JsonNode usage) {
        if (usage.has("promptTokenCount") || usage.has("candidatesTokenCount")) {
            long thoughts = usage.path("thoughtsTokenCount").asLong(0);
            answer.usage(new Digest.Usage(
                    usage.path("promptTokenCount").asLong(0)
                            + usage.path("toolUsePromptTokenCount").asLong(0),
                    usage.path("cachedContentTokenCount").asLong(0),
                    0,
                    usage.path("candidatesTokenCount").asLong(0) + thoughts,
                    thoughts));
        }
    }

    @Override
    public Digest digest() {
        String word = answer.nativeFinish();
        return answer.digest(word == null && blocked ? "content_filter" : finish(word));
    }

    private static @Nullable String finish(@Nullable String word) {
        if (word == null) {
            return null;
        }
        if (FILTERED.contains(word)) {
            return "content_filter";
        }
        return word.equals("MAX_TOKENS") ? "length" : "stop";
    }
}
