package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;

/** Reads an upstream's whole answer and writes it to the client in another format. */
final class PlainTranslation implements Relay {
    private static final int MAX_BODY = 64 << 20;

    private final ClientReply reply;
    private final ClientCodec client;
    private final UpstreamCodec upstream;
    private final AttemptOutcome outcome;
    private final BodyBuffer body = new BodyBuffer(MAX_BODY);
    private boolean tooLong;

    PlainTranslation(ClientReply reply, ClientCodec client, UpstreamCodec upstream, AttemptOutcome outcome) {
        this.reply = reply;
        this.client = client;
        this.upstream = upstream;
        this.outcome = outcome;
    }

    @Override
    public void data(ByteBuffer bytes) {
        tooLong = tooLong || !body.append(bytes);
    }

    @Override
    public void batchEnd() {
        if (tooLong) {
            outcome.failed(Failures.invalid("an answer longer than " + MAX_BODY + " bytes"));
        }
    }

    @Override
    public void complete() {
        JsonNode answer;
        try {
            answer = Json.parse(body.bytes());
        } catch (GatewayException notJson) {
            outcome.failed(Failures.invalid("the answer is " + notJson.getMessage()));
            return;
        }
        deliver(reply, client, PluginFaults.required(upstream.readResponse(answer), upstream, "readResponse"), outcome);
    }

    @Override
    public void failed(UpstreamFault fault) {
        outcome.failed(Failures.of(fault));
    }

    @Override
    public void breakOff(GatewayError error) {
        reply.abort();
    }

    /** Sends a complete answer in the client's format. */
    static void deliver(ClientReply reply, ClientCodec client, ChatResponse response, AttemptOutcome outcome) {
        JsonNode written = PluginFaults.required(client.writeResponse(response), client, "writeResponse");
        byte[] bytes = Json.bytes(written);
        outcome.used(response.usage());
        reply.commitBody(200, Headers.of("content-type", "application/json"), bytes.length);
        reply.write(ByteBuffer.wrap(bytes));
        reply.end();
        outcome.succeeded();
    }
}
