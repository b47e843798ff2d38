package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.exchange.ClientAuthenticator.Verdict;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.runtime.config.Access;
import dev.aiproxy.runtime.config.ClientKey;
import dev.aiproxy.runtime.config.ModelGlobs;
import dev.aiproxy.runtime.dispatch.Caller;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who a client is: by the configured keys, else by what the plugins' authenticators say. */
final class Clients {
    private final Dispatcher dispatcher;

    Clients(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** What follows; on the exchange's IO thread. */
    interface Identified {
        void as(Caller caller);

        void refused(GatewayException reason);
    }

    /** Tells at once, unless an authenticator may block. */
    void identify(HttpServerExchange exchange, GatewayState state, Identified then) {
        List<ClientAuthenticator> authenticators = state.snapshot().hooks().authenticators();
        Access access = state.snapshot().config().access();
        try {
            refuseKeyInUrl(exchange);
            String key = ClientKeys.presented(exchange);
            Caller known = byKey(access, key, ClientAddress.of(exchange), authenticators.isEmpty());
            if (known != null) {
                then.as(known);
                return;
            }
            if (authenticators.isEmpty()) {
                throw unknown(key);
            }
            ask(authenticators, exchange, key, then);
        } catch (GatewayException refused) {
            then.refused(refused);
        }
    }

    private static void refuseKeyInUrl(HttpServerExchange exchange) {
        String leaking = ClientKeys.inQuery(exchange);
        if (leaking != null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a key in the URL ('" + leaking + "=') is refused, because URLs are logged: send it in the "
                            + "Authorization, x-api-key or x-goog-api-key header");
        }
    }

    private static @Nullable Caller byKey(Access access, @Nullable String key, String address, boolean onlyKeys) {
        ClientKey known = key == null ? null : access.client(key).orElse(null);
        if (known != null) {
            return new Caller(known.scope(), known.name(), known.models(), address);
        }
        return access.open() && onlyKeys ? new Caller(ClientKeys.scope(key), null, ModelGlobs.all(), address) : null;
    }

    private void ask(
            List<ClientAuthenticator> authenticators,
            HttpServerExchange exchange,
            @Nullable String key,
            Identified then) {
        ClientAuthenticator.Request request = new ClientAuthenticator.Request(
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath(),
                FactsReader.allHeaders(exchange),
                Optional.ofNullable(key).map(Secret::of),
                ClientAddress.of(exchange));
        if (authenticators.stream().noneMatch(ClientAuthenticator::blocking)) {
            then.as(judged(authenticators, request));
            return;
        }
        exchange.dispatch(dispatcher::onOwnThread, () -> {
            Runnable told = judgedElsewhere(authenticators, request, then);
            exchange.getIoThread().execute(told);
        });
    }

    private static Runnable judgedElsewhere(
            List<ClientAuthenticator> authenticators, ClientAuthenticator.Request request, Identified then) {
        try {
            Caller caller = judged(authenticators, request);
            return () -> then.as(caller);
        } catch (GatewayException refused) {
            return () -> then.refused(refused);
        }
    }

    private static Caller judged(List<ClientAuthenticator> authenticators, ClientAuthenticator.Request request) {
        for (ClientAuthenticator authenticator : authenticators) {
            Verdict verdict = authenticator.authenticate(request);
            if (verdict instanceof Verdict.Accepted accepted) {
                String scope = ClientKeys.scope("client " + accepted.id());
                return new Caller(scope, accepted.id(), ModelGlobs.all(), request.address());
            }
            if (verdict instanceof Verdict.Refused refused) {
                throw new GatewayException(ErrorCode.UNAUTHENTICATED, refused.reason());
            }
        }
        throw unknown(request.key().isPresent() ? "a key" : null);
    }

    private static GatewayException unknown(@Nullable String key) {
        return new GatewayException(
                ErrorCode.UNAUTHENTICATED,
                key == null
                        ? "no API key: send one as 'Authorization: Bearer <key>' or 'x-api-key: <key>'"
                        : "the API key is not one of this gateway's keys");
    }
}
