package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.plugin.ollama.error.OllamaErrors;

/** Writes a streamed answer, a line for a piece. */
final class OllamaStreamWriter implements StreamWriter {
    private final AnswerLines lines;
    private final LineWriter writer;

    OllamaStreamWriter(AnswerLines lines, Seals seals) {
        this.lines = lines;
        this.writer = new LineWriter(lines, seals);
    }

    @Override
    public void write(ChatEvent event, EventSink sink) {
        event.accept(writer).forEach(line -> sink.event(null, line));
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        sink.event(null, OllamaErrors.write(error));
    }

    /** A blank line, as NDJSON has it, is more than clients bear that parse each line; one that says nothing is not. */
    @Override
    public boolean keepAlive(EventSink sink) {
        sink.event(null, lines.more("content", ""));
        return true;
    }
}
