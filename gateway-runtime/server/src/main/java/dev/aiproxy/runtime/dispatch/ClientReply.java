package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.routing.Candidate;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an exchange has told its client so far. Knows the two points of no return: the head (the status is fixed) and the commit
 * (the upstream is fixed).
 */
final class ClientReply {
    private static final String DEBUG = "x-debug";

    private final Translator translator;
    private final boolean stream;
    private final Home home;
    private boolean complete;
    private final ClientStream nearest;
    private final @Nullable Interceptions interceptions;
    private @Nullable ClientCodec codec;
    private final boolean debug;
    private Headers about = Headers.none();
    private final UpstreamTraits upstream;
    private int status;
    private boolean blank;
    private boolean committed;
    private long lastWriteNanos;
    private long firstContentNanos;

    /** @param interceptions how plugins take part, null if none does */
    ClientReply(
            ExchangeRequest request,
            ClientStream client,
            Home home,
            @Nullable Interceptions interceptions,
            long startNanos) {
        this.translator = request.translator();
        this.stream = request.facts().stream();
        this.home = home;
        this.nearest = client;
        this.interceptions = interceptions;
        this.debug =
                request.facts().headers().first(DEBUG).filter("true"::equals).isPresent();
        this.lastWriteNanos = startNanos;
        this.upstream = new UpstreamTraits(request.snapshot().config().edge().passthroughHeaders());
    }

    /** An upstream has begun to answer. */
    void upstreamAnswers(Headers headers) {
        upstream.note(headers);
    }

    /** What the upstream calls the request; null if it does not say. */
    @Nullable
    String upstreamRequestId() {
        return upstream.requestId();
    }

    /** From now on the client is spoken to like this; null if it has no conversation. */
    void speaks(@Nullable ClientCodec chosen) {
        codec = chosen;
    }

    /** The client, behind those who take part. */
    private ClientStream client() {
        return interceptions == null ? nearest : interceptions.innermost();
    }

    /** How this client's stream is framed. */
    Framing framing() {
        return codec == null ? Framing.sse() : codec.framing();
    }

    /** The status sent, 0 before the head. */
    int status() {
        return status;
    }

    boolean committed() {
        return committed;
    }

    /** When the first content went out, 0 if none did. */
    long firstContentNanos() {
        return firstContentNanos;
    }

    long lastWriteNanos() {
        return lastWriteNanos;
    }

    /** From now on this upstream answers, with a stream. */
    void commitStream() {
        committed = true;
        firstContentNanos = System.nanoTime();
        openStream();
    }

    /** From now on this upstream answers, with one body. */
    void commitBody(int answered, Headers headers, long length) {
        committed = true;
        firstContentNanos = System.nanoTime();
        if (!blank) {
            sendHead(answered, headers, length);
        }
    }

    /** The whole answer, a success. */
    void answer(JsonNode body, Headers further) {
        byte[] bytes = Json.bytes(body);
        commitBody(
                200, further.toBuilder().set("content-type", "application/json").build(), bytes.length);
        write(ByteBuffer.wrap(bytes));
        end();
    }

    void write(FrameBuffer frames) {
        if (frames.size() > 0) {
            lastWriteNanos = System.nanoTime();
            frames.flushTo(client());
        }
    }

    void write(ByteBuffer bytes) {
        lastWriteNanos = System.nanoTime();
        client().write(bytes);
    }

    void end() {
        complete = !home.clientLeft();
        client().end();
    }

    /** Whether the answer was complete while the client was still there. */
    boolean complete() {
        return complete;
    }

    /** Breaks off a response that is no stream: there is no place for an error in it. */
    void abort() {
        client().abort();
    }

    /** A sign of life for a client that waits; fixes the status if it comes before the head. */
    void keepAlive() {
        if (!stream) {
            if (client() == nearest) { // an interceptor is to see the whole answer, blank or not
                keepWaiting();
            }
            return;
        }
        openStream();
        FrameBuffer frames = new FrameBuffer(framing().encoder());
        if (codec == null || !codec.writer().keepAlive(frames)) {
            frames.keepAlive();
        }
        lastWriteNanos = System.nanoTime();
        frames.flushTo(nearest);
    }

    /** White space may stand before any JSON, so it keeps the connection of a client alive that waits for a whole answer. */
    private void keepWaiting() {
        if (status == 0) {
            blank = true;
            sendHead(200, Headers.of("content-type", "application/json"), -1);
        }
        if (!committed) {
            write(ByteBuffer.wrap(new byte[] {' '}));
        }
    }

    /** Says in the answer's headers who makes it, if the client wants to know; has an effect before the head only. */
    void answeredBy(Candidate candidate, int attempts) {
        if (!debug) {
            return;
        }
        Headers.Builder headers = Headers.builder().set("x-ai-proxy-attempts", Integer.toString(attempts));
        headers.set("x-ai-proxy-provider", candidate.provider().id());
        if (candidate.upstreamModel().matches("[!-~]+")) {
            headers.set("x-ai-proxy-model", candidate.upstreamModel());
        }
        about = headers.build();
    }

    /** The whole answer is this error: as a status and a body, or inside the stream if its head is sent already. */
    void fail(GatewayError error) {
        if (status == 0) {
            sendError(rendered(error), error);
            return;
        }
        if (blank) {
            write(ByteBuffer.wrap(Json.bytes(rendered(error).body())));
            end();
            return;
        }
        FrameBuffer frames = new FrameBuffer(framing().encoder());
        if (codec == null) {
            frames.event(null, rendered(error).body());
        } else {
            codec.writer().fail(error, frames);
        }
        frames.finishBody();
        write(frames);
        end();
    }

    /** In the client's format; in a plain one if its translator cannot even do that. */
    private ErrorReply rendered(GatewayError error) {
        try {
            return translator.writeError(error);
        } catch (Throwable thrown) {
            GatewayException fault = Defects.explain(thrown, error.requestId());
            ObjectNode body = Json.object();
            body.putObject("error").put("message", error.message() + "; " + fault.getMessage());
            return new ErrorReply(error.status(), Headers.none(), body);
        }
    }

    private void sendError(ErrorReply reply, GatewayError error) {
        Headers.Builder headers = reply.headers().toBuilder().set("content-type", "application/json");
        if (error.retryAfter() != null) {
            headers.set(
                    "retry-after", Long.toString(Math.max(1, error.retryAfter().toSeconds())));
        }
        byte[] body = Json.bytes(reply.body());
        sendHead(reply.status(), headers.build(), body.length);
        write(ByteBuffer.wrap(body));
        end();
    }

    private void openStream() {
        if (status == 0) {
            if (interceptions != null) {
                interceptions.streaming(framing());
            }
            sendHead(200, Headers.of("content-type", framing().contentType(), "cache-control", "no-cache"), -1);
        }
    }

    private void sendHead(int answered, Headers headers, long length) {
        status = answered;
        client().head(answered, withAbout(upstream.addTo(headers)), length);
    }

    private Headers withAbout(Headers headers) {
        if (about.size() == 0) {
            return headers;
        }
        Headers.Builder all = headers.toBuilder();
        about.forEach(all::set);
        return all.build();
    }
}
