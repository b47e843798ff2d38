package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A provider over HTTP as clients see it. */
final class ThroughGatewayChecks {
    private static final Duration PROMPTLY = Duration.ofSeconds(1);
    private static final int[] SLICES = {1, 7, 64};

    private final ProviderLab lab;
    private final FormatSamples samples;
    private final Function<RecordedRequest, Optional<Reply>> aside;
    private final String key;

    ThroughGatewayChecks(
            ProviderLab lab, FormatSamples samples, Function<RecordedRequest, Optional<Reply>> aside, String key) {
        this.lab = lab;
        this.samples = samples;
        this.aside = aside;
        this.key = key;
    }

    private Reply stream(String body) {
        return Reply.status(200)
                .header("Content-Type", samples.framing().contentType())
                .body(body)
                .chunked();
    }

    private ProviderLab.Outcome ask(Reply reply, boolean stream) throws Exception {
        lab.answer(reply, aside);
        return lab.ask(stream);
    }

    void answersArrive() throws Exception {
        for (FormatSamples.Answer sample : samples.answers()) {
            ProviderLab.Outcome outcome = ask(Reply.json(sample.body()), false);
            assertThat(outcome.status())
                    .as("the status; the body is %s", outcome.body())
                    .isEqualTo(200);
            assertThat(outcome.json().path("text").asString("")).as("the text").isEqualTo(sample.text());
        }
    }

    void streamsArrive() throws Exception {
        for (FormatSamples.Answer sample : samples.streams()) {
            requireWhole(sample, ask(stream(sample.body()), true));
        }
    }

    void slicesDoNotMatter() throws Exception {
        for (FormatSamples.Answer sample : samples.streams()) {
            for (int slice : SLICES) {
                requireWhole(sample, ask(stream(sample.body()).inSlicesOf(slice), true));
            }
        }
    }

    private static void requireWhole(FormatSamples.Answer sample, ProviderLab.Outcome outcome) {
        assertThat(outcome.status())
                .as("the status; the body is %s", outcome.body())
                .isEqualTo(200);
        assertThat(outcome.text()).as("the text of %s", outcome.body()).isEqualTo(sample.text());
        assertThat(outcome.lastEvent())
                .as("the last event of %s", outcome.body())
                .isEqualTo("End");
    }

    void brokenStreamsFail() throws Exception {
        for (FormatSamples.Answer sample : samples.streams()) {
            int bytes = sample.body().getBytes(StandardCharsets.UTF_8).length;
            ProviderLab.Outcome outcome = ask(stream(sample.body()).resetAt(bytes * 2L / 3), true);
            boolean failed = outcome.status() >= 400 || outcome.lastEvent().equals("Error");
            assertThat(failed)
                    .as("whether the client is told; it got %d, %s", outcome.status(), outcome.body())
                    .isTrue();
        }
    }

    void refusalsArrive() throws Exception {
        for (FormatSamples.ErrorAnswer sample : samples.errors()) {
            for (boolean stream : new boolean[] {true, false}) {
                ProviderLab.Outcome outcome = ask(Reply.json(sample.status(), sample.body()), stream);
                assertThat(outcome.status()).as("the status").isGreaterThanOrEqualTo(400);
                assertThat(outcome.json().path("message").asString(""))
                        .as("the message")
                        .isNotBlank();
                assertThat(outcome.json().path("code").asString(""))
                        .as("whose fault it is, %s", outcome.body())
                        .startsWith("UPSTREAM");
            }
        }
    }

    void leavingEndsTheCall() throws Exception {
        String body = samples.streams().get(0).body();
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        lab.answer(stream(body).stallAt(bytes - 1L), aside);
        int before = lab.upstream().requestCount();
        try (RawHttpClient client = lab.beginStream()) {
            assertThat(client.readBytes(1)).as("the first byte of the answer").hasSize(1);
            client.abort();
        }
        List<RecordedRequest> asked = lab.upstream().requests();
        assertThat(asked).as("the calls").hasSizeGreaterThan(before);
        asked.get(asked.size() - 1).awaitPeerLeft(PROMPTLY);
    }

    void usageIsCounted() throws Exception {
        for (FormatSamples.Answer sample : samples.answers()) {
            assertThat(AnswerChecks.figures(
                            ask(Reply.json(sample.body()), false).record().usage()))
                    .as("the usage of %s", sample.body())
                    .isEqualTo(AnswerChecks.figures(sample.usage()));
        }
        for (FormatSamples.Answer sample : samples.streams()) {
            assertThat(AnswerChecks.figures(
                            ask(stream(sample.body()), true).record().usage()))
                    .as("the usage of the stream %s", sample.body())
                    .isEqualTo(AnswerChecks.figures(sample.usage()));
        }
    }

    void keysStayPrivate() throws Exception {
        FormatSamples.ErrorAnswer refusal = samples.errors().get(0);
        List<Reply> replies = List.of(
                stream(samples.streams().get(0).body()),
                Reply.json(refusal.status(), refusal.body()),
                Reply.json(401, refusal.body()),
                Reply.json("{}"),
                Reply.resetWithoutReply(),
                stream(samples.streams().get(0).body()).resetAt(9));
        try (LogCapture log = LogCapture.start()) {
            for (Reply reply : replies) {
                ProviderLab.Outcome outcome = ask(reply, true);
                assertThat(outcome.head() + outcome.body())
                        .as("what a client got")
                        .doesNotContain(key);
            }
            assertThat(log.text()).as("the log").doesNotContain(key);
        }
    }
}
