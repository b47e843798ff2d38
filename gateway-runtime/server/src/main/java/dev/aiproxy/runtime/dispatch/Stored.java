package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.Choices;
import dev.aiproxy.runtime.routing.CredentialId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request refers to and only an upstream keeps. Such a request is for the credential that the client was given it with, and for
 * no other: not for another account's, and not for another client's.
 */
final class Stored {
    private static final String ID = "id";

    private final ExchangeContext exchange;
    private @Nullable String unknown;

    Stored(ExchangeContext exchange) {
        this.exchange = exchange;
    }

    /** Whether the request is about nothing else. */
    boolean isAll() {
        return exchange.facts().endpoint().operation().equals(Operation.STORED);
    }

    /** Those of the candidates that may be asked. */
    Choices among(Choices candidates) {
        Choices left = candidates;
        for (String id : references()) {
            Optional<CredentialId> owner = owners().of(scope(), exchange.clientFormat(), id);
            if (owner.isEmpty()) {
                unknown = id;
            } else {
                left = left.only(owner.get());
                if (left.isEmpty()) {
                    throw absent(id);
                }
            }
        }
        if (isAll()) {
            requireKnown();
        }
        return left;
    }

    private List<String> references() {
        if (isAll()) {
            return List.of(exchange.facts().pathVariables().getOrDefault(ID, ""));
        }
        return exchange.isChat() ? exchange.chat().references(exchange.request().body()) : List.of();
    }

    /** An upstream with a store is not asked for what it may keep for somebody else. */
    void requireKnown() {
        if (unknown != null) {
            throw absent(unknown);
        }
    }

    private static GatewayException absent(String id) {
        String shown = id.length() > 100 ? id.substring(0, 100) + "…" : id;
        return new GatewayException(
                ErrorCode.NOT_FOUND,
                "there is no '" + shown + "' that an upstream of this model keeps for this API key");
    }

    /** From now on these belong to this candidate's credential. */
    void keep(Candidate candidate, PassthroughTap tap) {
        for (String id : tap.kept()) {
            owners().keep(scope(), exchange.clientFormat(), id, candidate.id());
        }
    }

    private StoredOwners owners() {
        return exchange.dispatcher().storedOwners();
    }

    private String scope() {
        return exchange.request().caller().scope();
    }
}
