package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.translate.Mutations;
import dev.aiproxy.testkit.translate.Refusals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a format reads and writes answers, complete or as events. */
final class AnswerChecks {
    private static final int ROUNDS = 500;
    private static final long SEED = 20_261_122;

    private final FormatSetup setup;

    AnswerChecks(FormatSetup setup) {
        this.setup = setup;
    }

    void areRead() {
        for (FormatSamples.Answer sample : setup.samples().answers()) {
            assertThat(setup.exchange().answer(sample.body()).first().text())
                    .as("the text of %s", sample.body())
                    .isEqualTo(sample.text());
        }
    }

    void areRefusedAsTheUpstreamsFault() {
        Mutations mutations = new Mutations(new Random(SEED));
        for (FormatSamples.Answer sample : setup.samples().answers()) {
            for (int i = 0; i < ROUNDS; i++) {
                JsonNode body = mutations.of(sample.body());
                Refusals.atMost(
                        () -> {
                            FormatExchange exchange = setup.exchange();
                            ChatResponse read = exchange.asking().readResponse(body);
                            Json.bytes(exchange.asked().writeResponse(read));
                        },
                        ErrorCode.UPSTREAM_INVALID,
                        ErrorCode.UPSTREAM_ERROR);
            }
        }
    }

    void surviveTheirOwnFormat() {
        answers()
                .forEach((name, response) -> assertThat(
                                Gist.of(setup, setup.exchange().echoed(response)))
                        .as(name)
                        .isEqualTo(Gist.of(setup, response)));
    }

    void surviveAsStreams() {
        answers().forEach((name, response) -> survives(name, ChatEvents.of(response)));
        if (setup.has(Capability.TOOLS)) {
            survives("interleaved calls", TckAnswers.interleavedCalls());
        }
    }

    private void survives(String name, List<ChatEvent> events) {
        FormatExchange exchange = setup.exchange();
        String written = exchange.streamed(events);
        List<ChatEvent> read = exchange.reread(written);

        assertThat(EventGrammar.last(read))
                .as("%s, the end of%n%s", name, written)
                .isInstanceOf(ChatEvent.End.class);
        assertThat(Gist.of(setup, FormatExchange.collected(read)))
                .as("%s, as%n%s", name, written)
                .isEqualTo(Gist.of(setup, FormatExchange.collected(events)));
    }

    void passTheSchema() {
        answers().forEach((name, response) -> {
            JsonNode written = setup.exchange().asked().writeResponse(response);
            assertThat(setup.answerCheck().problems(written))
                    .as("%s, %s", name, written)
                    .isEmpty();
        });
    }

    void tellUsage() {
        for (FormatSamples.Answer sample : setup.samples().answers()) {
            assertThat(figures(setup.exchange().answer(sample.body()).usage()))
                    .as("the usage read from %s", sample.body())
                    .isEqualTo(figures(sample.usage()));
        }
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            FormatExchange exchange = setup.exchange();
            assertThat(figures(FormatExchange.collected(exchange.events(sample.body()))
                            .usage()))
                    .as("the usage read from the stream %s", sample.body())
                    .isEqualTo(figures(sample.usage()));
        }
    }

    /** What samples state; details are the format's own. */
    static List<Long> figures(Usage usage) {
        return List.of(known(usage.inputTokens()), known(usage.outputTokens()));
    }

    private static long known(@Nullable Long tokens) {
        return tokens == null ? -1 : tokens;
    }

    List<String> asWritten() {
        return answers().values().stream()
                .map(response -> Json.text(setup.exchange().asked().writeResponse(response))
                        + setup.exchange().streamed(ChatEvents.of(response)))
                .toList();
    }

    /** The answers that the format has words for. */
    Map<String, ChatResponse> answers() {
        Map<String, ChatResponse> answers = new LinkedHashMap<>(TckAnswers.texts());
        if (setup.has(Capability.TOOLS)) {
            answers.putAll(TckAnswers.calls());
        }
        return answers;
    }
}
