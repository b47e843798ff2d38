package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.runtime.config.Redaction;

/** A plugin's authenticator behind its guard. A client's id is kept apart from those of other plugins' clients. */
record GuardedAuthenticator(PluginGuard guard, ClientAuthenticator plugin, int order, boolean blocking)
        implements ClientAuthenticator {
    @Override
    public Verdict authenticate(Request request) {
        guard.admit();
        Verdict verdict = guard.call("authenticate", GuardedAuthenticator::ask, plugin, request);
        return verdict instanceof Verdict.Accepted accepted
                ? new Verdict.Accepted(guard.pluginId() + ":" + accepted.id())
                : verdict;
    }

    /** Its words may repeat what the client presented, which nobody else has to know. */
    private static Verdict ask(ClientAuthenticator plugin, Request request) {
        try {
            return plugin.authenticate(request);
        } catch (RuntimeException | Error failure) {
            Throwable told = Redaction.of(request.key().stream()).apply(failure);
            if (told instanceof RuntimeException retold) {
                throw retold;
            }
            throw failure;
        }
    }
}
