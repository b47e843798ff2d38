package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How a format reads upstreams' streams. */
final class StreamChecks {
    private static final int[] SLICES = {1, 7, 64};
    private static final int ROUNDS = 500;
    private static final long SEED = 20_261_122;

    private final FormatSetup setup;

    StreamChecks(FormatSetup setup) {
        this.setup = setup;
    }

    void keepTheGrammar() {
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            List<ChatEvent> events = setup.exchange().events(sample.body());

            assertThat(EventGrammar.violations(events)).as("%s", events).isEmpty();
            assertThat(EventGrammar.last(events)).as("the end of %s", events).isInstanceOf(ChatEvent.End.class);
            assertThat(FormatExchange.collected(events).first().text())
                    .as("the text of %s", sample.body())
                    .isEqualTo(sample.text());
        }
    }

    void sayTheSameInSlices() {
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            List<ChatEvent> whole = setup.exchange().events(sample.body());
            for (int slice : SLICES) {
                assertThat(setup.exchange().events(utf8(sample.body()), slice))
                        .as("in slices of %d bytes", slice)
                        .isEqualTo(whole);
            }
        }
    }

    void failWhenTheyEndEarly() {
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            List<byte[]> frames = frames(sample.body());
            endsEarly(sample.body(), frames.subList(0, Math.max(1, frames.size() / 2)));
        }
        assertThat(setup.exchange().events(""))
                .as("what an empty stream gives")
                .last()
                .isInstanceOf(ChatEvent.Failed.class);
    }

    private void endsEarly(String body, List<byte[]> half) {
        List<ChatEvent> events = new ArrayList<>();
        StreamReader reader = setup.exchange().asking().reader();
        PassthroughTap tap = setup.exchange().tap();
        for (byte[] frame : half) {
            FormatExchange.frames(frame, frame.length, setup.samples().framing(), read -> {
                tap.frame(read);
                reader.read(read, events::add);
            });
        }
        reader.end(events::add);

        assertThat(EventGrammar.violations(events)).as("%s", events).isEmpty();
        if (!tap.completeWithoutTerminal()) {
            assertThat(EventGrammar.last(events))
                    .as("the end of the first half of %s", body)
                    .isInstanceOf(ChatEvent.Failed.class);
        }
    }

    void keepTheGrammarWhateverComes() {
        FrameMutations mutations = new FrameMutations(new Random(SEED));
        for (FormatSamples.Answer sample : setup.samples().streams()) {
            List<String> payloads = payloads(sample.body());
            for (int i = 0; i < ROUNDS; i++) {
                List<Frame> frames = mutations.of(payloads);
                List<ChatEvent> events = new ArrayList<>();
                StreamReader reader = setup.exchange().asking().reader();
                frames.forEach(frame -> reader.read(frame, events::add));
                reader.end(events::add);

                assertThat(EventGrammar.violations(events))
                        .as("%s", frames.stream().map(Frame::text).toList())
                        .isEmpty();
            }
        }
    }

    void failWithAnError() {
        for (String stream : setup.samples().errorStreams()) {
            List<ChatEvent> events = setup.exchange().events(stream);

            assertThat(EventGrammar.violations(events)).as("%s", events).isEmpty();
            assertThat(EventGrammar.last(events)).as("the end of %s", stream).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    /** A client's stream that fails behind its first content. */
    String failing() {
        ClientCodec client = setup.exchange().asked();
        StreamWriter writer = client.writer();
        FramedSink sink = new FramedSink(client.framing());
        writer.write(new ChatEvent.Start("answer-1", "upstream-model", 1L), sink);
        writer.write(new ChatEvent.TextDelta(0, "Hi"), sink);
        writer.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "tck-broke-off", "req-1"), sink);
        return sink.closed();
    }

    void endWithAnErrorEvent() {
        String written = failing();

        assertThat(written).as("the stream with its error").contains("tck-broke-off");
        List<ChatEvent> read = setup.exchange().reread(written);
        assertThat(EventGrammar.last(read))
                .as("what the format's own reader makes of the end of%n%s", written)
                .isInstanceOf(ChatEvent.Failed.class);
    }

    /** Each frame as it travels. */
    List<byte[]> frames(String body) {
        List<byte[]> frames = new ArrayList<>();
        byte[] bytes = utf8(body);
        FormatExchange.frames(bytes, bytes.length, setup.samples().framing(), frame -> frames.add(copy(frame.raw())));
        return frames;
    }

    private List<String> payloads(String body) {
        List<String> payloads = new ArrayList<>();
        byte[] bytes = utf8(body);
        FormatExchange.frames(bytes, bytes.length, setup.samples().framing(), frame -> payloads.add(frame.text()));
        return payloads;
    }

    List<String> written(AnswerChecks answers) {
        return answers.answers().values().stream()
                .map(response -> setup.exchange().streamed(ChatEvents.of(response)))
                .toList();
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
