package dev.aiproxy.api.exchange;

import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.JsonBody;
import java.nio.ByteBuffer;

/**
 * One exchange, as a {@link RawInterceptor} takes part in it. Methods are called one after the other, so it needs no locks: first
 * {@link #request}; then {@link #event} or {@link #body}; last and always {@link #end}.
 */
public interface RawInterception {
    /**
     * The client's request; what edits or a new model make of it is what is routed.
     *
     * @param body the JSON body as those in front left it
     * @throws dev.aiproxy.api.error.GatewayException to refuse it
     */
    default RawStep request(JsonBody body) {
        return RawStep.unchanged();
    }

    /**
     * An event of a streamed answer, on its way to the client. Keep-alives do not come here; the error event of a stream that broke
     * does. By default it is forwarded.
     *
     * @param frame its buffers are valid during the call only
     * @param out what the client gets instead: the frame, another one, several or none
     * @throws dev.aiproxy.api.error.GatewayException to break the stream off with this error
     */
    default void event(Frame frame, RawSink out) {
        out.forward(frame);
    }

    /**
     * A whole answer, errors included, on its way to the client.
     *
     * @param status its HTTP status
     * @param body valid during the call only; may be empty
     * @return what the client gets; {@code body} itself to leave it alone
     * @throws dev.aiproxy.api.error.GatewayException to send this error instead
     */
    default ByteBuffer body(int status, ByteBuffer body) {
        return body;
    }

    /** The exchange is over, however it ended. Called once, also if this interception has failed. */
    default void end(ExchangeRecord exchange) {}
}
