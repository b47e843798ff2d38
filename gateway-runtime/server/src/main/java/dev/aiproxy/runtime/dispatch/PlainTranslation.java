package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Headers;
import tools.jackson.databind.JsonNode;

/** Reads an upstream's whole answer and writes it to the client in another format. */
final class PlainTranslation extends WholeAnswer {
    private final ClientReply reply;
    private final ClientCodec client;
    private final UpstreamCodec upstream;
    private final AttemptOutcome outcome;

    PlainTranslation(ClientReply reply, ClientCodec client, UpstreamCodec upstream, AttemptOutcome outcome) {
        super(outcome);
        this.upstream = upstream;
        this.reply = reply;
        this.client = client;
        this.outcome = outcome;
    }

    @Override
    void deliver(JsonNode answer) {
        ChatResponse response = upstream.readResponse(answer);
        deliver(reply, client, response, outcome);
    }

    @Override
    public void breakOff(GatewayError error) {
        reply.abort();
    }

    /** Sends a complete answer in the client's format. */
    static void deliver(ClientReply reply, ClientCodec client, ChatResponse response, AttemptOutcome outcome) {
        JsonNode written = client.writeResponse(response);
        outcome.used(response.usage());
        outcome.answering();
        reply.answer(written, Headers.none());
        outcome.succeeded();
    }
}
