package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** Reads an upstream's whole answer and writes it to the client in another format. */
final class PlainTranslation extends WholeAnswer {
    private final ClientReply reply;
    private final ClientCodec client;
    private final AttemptOutcome outcome;

    PlainTranslation(ClientReply reply, ClientCodec client, UpstreamCodec upstream, AttemptOutcome outcome) {
        super(upstream, outcome);
        this.reply = reply;
        this.client = client;
        this.outcome = outcome;
    }

    @Override
    void deliver(ChatResponse answer) {
        deliver(reply, client, answer, outcome);
    }

    @Override
    public void breakOff(GatewayError error) {
        reply.abort();
    }

    /** Sends a complete answer in the client's format. */
    static void deliver(ClientReply reply, ClientCodec client, ChatResponse response, AttemptOutcome outcome) {
        JsonNode written = client.writeResponse(response);
        byte[] bytes = Json.bytes(written);
        outcome.used(response.usage());
        outcome.answering();
        reply.commitBody(200, Headers.of("content-type", "application/json"), bytes.length);
        reply.write(ByteBuffer.wrap(bytes));
        reply.end();
        outcome.succeeded();
    }
}
