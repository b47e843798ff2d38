package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run of {@link ChatStreamGrammar}. */
final class ChatStreamCheck {

    private static final List<String> SAME_ON_EVERY_CHUNK = List.of("id", "created", "model");

    private final Set<StreamOption> options;
    private final SseText stream;
    private final Violations violations;
    private final Map<Integer, ChatChoiceCheck> choices = new TreeMap<>();
    private @Nullable JsonNode first;
    private boolean done;
    private int usages;
    private int errors;

    ChatStreamCheck(Set<StreamOption> options, SseText stream) {
        this.options = options;
        this.stream = stream;
        this.violations = new Violations(stream);
    }

    List<String> run() {
        for (int i = 0; i < stream.events().size(); i++) {
            violations.at(i);
            event(stream.events().get(i));
        }
        violations.atEnd();
        end();
        return violations.list();
    }

    private void event(SseEvent event) {
        violations.require(event.event() == null, "W-CH-7", "has an event: line '" + event.event() + "'");
        violations.require(!done, "W-CH-7", "comes after [DONE]");
        if (event.isDone()) {
            done = true;
            return;
        }
        JsonNode chunk = violations.object(event, "W-CH-3");
        if (chunk == null) {
            return;
        }
        violations.require(errors == 0, "S-ALL-3", "comes after the error");
        if (Violations.isPresent(chunk.path("error"))) {
            error(chunk.path("error"));
        } else {
            chunk(chunk);
        }
    }

    private void error(JsonNode error) {
        errors++;
        violations.require(
                options.contains(StreamOption.ENDED_WITH_ERROR),
                "S-ALL-3",
                "is an error that was not expected: " + error);
        violations.require(
                Violations.isFilled(error.path("message")) && error.path("type").isString(),
                "S-ERR-2",
                "an error has a message and a type: " + error);
    }

    private void chunk(JsonNode chunk) {
        violations.require(
                chunk.path("object").asString("").equals("chat.completion.chunk"),
                "W-CH-3",
                "object is " + chunk.path("object"));
        same(chunk);
        usage(chunk);
        if (!violations.require(chunk.path("choices").isArray(), "W-CH-3", "choices is no array")) {
            return;
        }
        for (JsonNode choice : chunk.path("choices")) {
            if (violations.require(choice.path("index").isInt(), "W-CH-3", "a choice has no index")) {
                choices.computeIfAbsent(choice.path("index").asInt(), index -> new ChatChoiceCheck(index, violations))
                        .chunk(choice);
            }
        }
    }

    private void same(JsonNode chunk) {
        violations.require(Violations.isFilled(chunk.path("id")), "W-CH-3", "id is " + chunk.path("id"));
        violations.require(Violations.isFilled(chunk.path("model")), "W-CH-3", "model is " + chunk.path("model"));
        violations.require(chunk.path("created").isIntegralNumber(), "W-CH-3", "created is " + chunk.path("created"));
        JsonNode reference = first == null ? chunk : first;
        first = reference;
        for (String field : SAME_ON_EVERY_CHUNK) {
            violations.require(
                    chunk.path(field).equals(reference.path(field)),
                    "W-CH-3",
                    field + " changed from " + reference.path(field) + " to " + chunk.path(field));
        }
    }

    private void usage(JsonNode chunk) {
        JsonNode usage = chunk.path("usage");
        if (!Violations.isPresent(usage)) {
            violations.require(
                    chunk.path("choices").size() > 0 || chunk.equals(first), "W-CH-6", "has neither choices nor usage");
            return;
        }
        usages++;
        violations.require(
                options.contains(StreamOption.CLIENT_ASKED_FOR_USAGE),
                "W-CH-6",
                "has usage that the client did not ask for");
        long prompt = usage.path("prompt_tokens").asLong(-1);
        long completion = usage.path("completion_tokens").asLong(-1);
        violations.require(
                prompt >= 0 && completion >= 0 && usage.path("total_tokens").asLong(-1) == prompt + completion,
                "W-CH-8",
                "usage does not add up: " + usage);
    }

    private void end() {
        choices.values().forEach(choice -> choice.end(options.contains(StreamOption.ENDED_WITH_ERROR)));
        if (options.contains(StreamOption.ENDED_WITH_ERROR)) {
            violations.require(errors == 1, "S-ERR-2", "expected one error event, saw " + errors);
            return;
        }
        violations.require(done, "W-CH-7", "no [DONE]");
        violations.require(!choices.isEmpty(), "S-ALL-4", "no choice at all");
        if (options.contains(StreamOption.CLIENT_ASKED_FOR_USAGE)) {
            violations.require(usages == 1, "W-CH-6", "expected one usage, saw " + usages);
            violations.require(usages == 0 || lastChunkHasUsage(), "W-CH-6", "usage is not on the last chunk");
        }
    }

    private boolean lastChunkHasUsage() {
        List<SseEvent> chunks =
                stream.events().stream().filter(event -> !event.isDone()).toList();
        JsonNode last = chunks.get(chunks.size() - 1).json();
        return last != null && Violations.isPresent(last.path("usage"));
    }
}
