package dev.aiproxy.api.exchange;

import java.util.Optional;

/**
 * An interceptor that sees conversations free of any wire format, whatever client and provider speak. Only
 * {@link dev.aiproxy.api.wire.Operation#CHAT} comes here.
 *
 * <p>An exchange that it takes part in is always translated, also where client and provider speak the same format: its bytes are
 * read and written anew, so key order and spelling of numbers may differ, and it costs what a translation costs. Fields that the
 * format's translator does not know survive as far as that translator keeps them. Stay out of exchanges that do not concern
 * you, or be a {@link RawInterceptor}.
 */
public non-sealed interface CanonicalInterceptor extends ExchangeInterceptor {
    /**
     * A conversation begins.
     *
     * @return what takes part in it; empty to stay out, which costs nothing further
     */
    Optional<CanonicalInterception> intercept(ExchangeFacts facts);
}
