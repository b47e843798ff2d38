package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.CredentialId;
import java.util.Optional;

/** The conversation that a request continues, if conversations are to stay with their credential. */
final class Conversation {
    private static final int READ_ON_IO_THREAD = 256 * 1024;

    private final ExchangeContext exchange;
    private Optional<String> key = Optional.empty();

    Conversation(ExchangeContext exchange) {
        this.exchange = exchange;
    }

    /** Finds out which one it is, then goes on, at the exchange's home. */
    void find(Runnable then) {
        boolean wanted = exchange.isChat()
                && exchange.request().snapshot().config().routing().sessionAffinity();
        if (wanted) {
            key = ConversationKey.named(exchange);
        }
        if (!wanted || key.isPresent()) {
            then.run();
        } else if (exchange.request().body().length() <= READ_ON_IO_THREAD) {
            key = begun();
            then.run();
        } else {
            exchange.dispatcher().worker().execute(() -> {
                Optional<String> found = begun();
                exchange.home().execute(() -> {
                    key = found;
                    then.run();
                });
            });
        }
    }

    /** A request that cannot be read may still be passed through; it is then a conversation of its own. */
    private Optional<String> begun() {
        try {
            return ConversationKey.begun(exchange);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The credential that it was last answered with. */
    Optional<CredentialId> credential() {
        return key.flatMap(exchange.dispatcher().affinity()::of);
    }

    /** It is answered with this one from now on. */
    void keep(Candidate candidate) {
        key.ifPresent(conversation -> exchange.dispatcher().affinity().keep(conversation, candidate.id()));
    }
}
