package dev.aiproxy.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Framing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"openai", "claude", "gemini", "openai-responses", "ollama"})
    void streamsSayTheSameInEachFormat(String format) {
        List<ChatEvent> events = Samples.canonical(format);

        assertThat(events).hasSizeGreaterThan(Samples.EVENTS - 5);
        assertThat(events).last().isInstanceOf(ChatEvent.End.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "claude", "gemini", "openai-responses", "ollama"})
    void codecThatHasReadItsRequestWritesOneStreamAfterAnother(String format) {
        ClientCodec codec = Samples.asking(format, true);

        assertThat(written(format, codec)).isEqualTo(written(format, codec)).contains("word7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "claude", "gemini", "openai-responses", "ollama"})
    void conversationIsTheSameInEachFormat(String format) {
        assertThat(new String(Samples.request(format), UTF_8)).contains("hedge trimmer");
        assertThat(new String(Samples.answer(format), UTF_8)).contains("A gateway stands between", "97");
    }

    @Test
    void framesAreTheSameInEachFraming() {
        List<String> sse = texts(Framing.sse());

        assertThat(sse).hasSize(Samples.EVENTS).allMatch(text -> text.contains("chat.completion.chunk"));
        assertThat(texts(Framing.ndjson())).isEqualTo(sse);
        assertThat(texts(Framing.jsonArray())).isEqualTo(sse);
    }

    private static List<String> texts(Framing framing) {
        List<String> texts = new ArrayList<>();
        Samples.decode(framing, Samples.framed(framing), frame -> texts.add(frame.text()));
        texts.removeIf(String::isEmpty);
        return texts;
    }

    private static String written(String format, ClientCodec codec) {
        StreamWriter writer = codec.writer();
        Sink sink = new Sink(Formats.framing(format));
        Samples.canonical(Formats.CLAUDE).forEach(event -> writer.write(event, sink));
        return new String(sink.take(), UTF_8);
    }
}
