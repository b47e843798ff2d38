package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.PassthroughTap.Verdict;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.testkit.translate.Mutations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** How a format watches answers that are passed through. */
final class TapChecks {
    private static final int ROUNDS = 500;
    private static final long SEED = 20_261_122;

    private final FormatSetup setup;

    TapChecks(FormatSetup setup) {
        this.setup = setup;
    }

    /** What tap and reader make of one frame. */
    private record Seen(Frame frame, Verdict verdict, List<ChatEvent> events) {
        boolean hasText() {
            return events.stream().anyMatch(ChatEvent.TextDelta.class::isInstance);
        }

        boolean commits() {
            return verdict == Verdict.CONTENT || verdict == Verdict.TERMINAL;
        }
    }

    void seesContentAndEnd() {
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            PassthroughTap tap = setup.exchange().tap();
            List<Seen> seen = watch(tap, sample.body());
            int text = firstText(seen);

            assertThat(seen.subList(0, text + 1))
                    .as("verdicts up to the first text of %s", sample.body())
                    .anyMatch(Seen::commits);
            assertThat(seen).as("verdicts").noneMatch(each -> each.verdict() == Verdict.ERROR);
            assertThat(tap.completeWithoutTerminal()
                            || seen.stream().anyMatch(each -> each.verdict() == Verdict.TERMINAL))
                    .as("whether the end was seen of %s", sample.body())
                    .isTrue();
            assertThat(seen.subList(0, text).stream().map(Seen::verdict))
                    .as("verdicts before the first text")
                    .doesNotContain(Verdict.TERMINAL);
        }
    }

    private static int firstText(List<Seen> seen) {
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).hasText()) {
                return i;
            }
        }
        throw new AssertionError("the reader finds no text in a sample stream");
    }

    void seesErrors() {
        for (String stream : setup.samples().errorStreams()) {
            List<Seen> seen = watch(setup.exchange().tap(), stream);
            for (Seen each : seen) {
                boolean failed = each.events().stream().anyMatch(ChatEvent.Failed.class::isInstance);
                assertThat(each.verdict() == Verdict.ERROR)
                        .as("whether '%s' is an error", each.frame().text())
                        .isEqualTo(failed);
            }
            assertThat(seen).as("the verdicts").anyMatch(each -> each.verdict() == Verdict.ERROR);
        }
    }

    void seesUsage() {
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            PassthroughTap tap = setup.exchange().tap();
            watch(tap, sample.body());
            assertThat(AnswerChecks.figures(tap.usage()))
                    .as("the usage that the tap saw in the stream %s", sample.body())
                    .isEqualTo(AnswerChecks.figures(sample.usage()));
        }
        for (FormatSamples.Answer sample : setup.samples().answers()) {
            PassthroughTap tap = setup.exchange().tap();
            tap.body(JsonBody.of(ByteBuffer.wrap(sample.body().getBytes(StandardCharsets.UTF_8))));
            assertThat(AnswerChecks.figures(tap.usage()))
                    .as("the usage that the tap saw in %s", sample.body())
                    .isEqualTo(AnswerChecks.figures(sample.usage()));
        }
    }

    void takesAnything() {
        FrameMutations frames = new FrameMutations(new Random(SEED));
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            List<String> payloads = new ArrayList<>();
            forEachFrame(sample.body(), frame -> payloads.add(frame.text()));
            for (int i = 0; i < ROUNDS; i++) {
                PassthroughTap tap = setup.exchange().tap();
                frames.of(payloads)
                        .forEach(frame -> assertThat(tap.frame(frame)).isNotNull());
                assertThat(tap.usage()).isNotNull();
            }
        }
        Mutations bodies = new Mutations(new Random(SEED));
        for (FormatSamples.Answer sample : setup.samples().answers()) {
            for (int i = 0; i < ROUNDS; i++) {
                look(bodies.cut(sample.body()));
                look(bodies.text(sample.body()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void look(byte[] answer) {
        PassthroughTap tap = setup.exchange().tap();
        JsonBody body = JsonBody.of(ByteBuffer.wrap(answer));
        tap.reportsError(body);
        tap.body(body);
        assertThat(tap.usage()).isNotNull();
    }

    private List<Seen> watch(PassthroughTap tap, String body) {
        List<Seen> seen = new ArrayList<>();
        StreamReader reader = setup.exchange().asking().reader();
        forEachFrame(body, frame -> {
            List<ChatEvent> events = new ArrayList<>();
            Frame copy = copy(frame);
            reader.read(frame, events::add);
            seen.add(new Seen(copy, tap.frame(copy), events));
        });
        return seen;
    }

    private void forEachFrame(String body, Consumer<Frame> sink) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        FormatExchange.frames(bytes, bytes.length, setup.samples().framing(), sink);
    }

    private static Frame copy(Frame frame) {
        return Frame.of(frame.event(), copy(frame.data()), copy(frame.raw()));
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        ByteBuffer copy = ByteBuffer.allocate(buffer.remaining());
        return copy.put(buffer.duplicate()).flip();
    }
}
