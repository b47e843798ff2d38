package dev.aiproxy.api.exchange;

import java.util.Optional;

/**
 * An interceptor that sees what the client sends and gets: JSON and events of the client's own format, for every operation that
 * has a body. What it leaves alone keeps its bytes, also where client and provider speak the same format, so it costs little: the
 * answer's stream is cut into events once more, a whole answer is held until it is complete.
 */
public non-sealed interface RawInterceptor extends ExchangeInterceptor {
    /**
     * An exchange begins.
     *
     * @return what takes part in it; empty to stay out, which costs nothing further
     */
    Optional<RawInterception> intercept(ExchangeFacts facts);
}
