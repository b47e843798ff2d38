package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a translator must keep to itself, and what it must let go of. */
final class PrivacyChecks {
    private static final String CONTENT = "tck-private-content";

    private final FormatSetup setup;

    PrivacyChecks(FormatSetup setup) {
        this.setup = setup;
    }

    void quoteNothing() {
        List<String> said = new ArrayList<>();
        try (LogCapture log = LogCapture.start()) {
            for (String sample : setup.samples().requests()) {
                JsonNode marked = marked(Json.parse(sample));
                new RequestChecks(setup.withRequests(List.of(Json.text(marked))))
                        .forEachMutation(refusal -> said.add(refusal.getMessage() + " " + refusal.param()));
            }
            for (FormatSamples.Answer sample : setup.samples().answers()) {
                setup.exchange().answer(Json.text(marked(Json.parse(sample.body()))));
            }
            assertThat(log.text()).as("the log").doesNotContain(CONTENT);
        }
        assertThat(said).as("messages of refusals").noneMatch(message -> message.contains(CONTENT));
    }

    /** The same document, content in place of its longer texts. */
    private static JsonNode marked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> object.set(member.getKey(), marked(member.getValue())));
            return object;
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, marked(array.path(i)));
            }
            return array;
        }
        boolean words = node.isString() && node.asString().contains(" ");
        return words ? Json.nodes().stringNode(CONTENT) : node;
    }

    void dependOnTheirFactsOnly() {
        assertThat(everything()).as("what the same facts give a second time").isEqualTo(everything());
    }

    private List<String> everything() {
        AnswerChecks answers = new AnswerChecks(setup);
        List<String> all = new ArrayList<>(new RequestChecks(setup).samplesAsWritten());
        all.addAll(answers.asWritten());
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            all.add(setup.exchange().events(sample.body()).toString());
        }
        return all;
    }

    void leaveNothingBehind() throws Exception {
        Class<?> type = setup.translator().getClass();
        LeakCheck.run(type, loader -> exercise(setup.with(loader.newInstance(Translator.class, type))));
    }

    private static void exercise(FormatSetup copy) {
        new RequestChecks(copy).samplesAsWritten();
        for (FormatSamples.Answer sample : copy.samples().answers()) {
            copy.exchange().asked().writeResponse(copy.exchange().answer(sample.body()));
        }
        for (FormatSamples.Answer sample : copy.samples().streams()) {
            copy.exchange().streamed(copy.exchange().events(sample.body()));
        }
        TckAnswers.texts().values().forEach(answer -> copy.exchange().streamed(ChatEvents.of(answer)));
        new TapChecks(copy).seesUsage();
        new ErrorChecks(copy).areWritten();
    }
}
