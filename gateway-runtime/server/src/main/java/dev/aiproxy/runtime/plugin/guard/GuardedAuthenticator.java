package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.exchange.ClientAuthenticator;

/** A plugin's authenticator behind its guard. A client's id is kept apart from those of other plugins' clients. */
record GuardedAuthenticator(PluginGuard guard, ClientAuthenticator plugin, int order, boolean blocking)
        implements ClientAuthenticator {
    @Override
    public Verdict authenticate(Request request) {
        guard.admit();
        Verdict verdict = guard.call("authenticate", ClientAuthenticator::authenticate, plugin, request);
        return verdict instanceof Verdict.Accepted accepted
                ? new Verdict.Accepted(guard.pluginId() + ":" + accepted.id())
                : verdict;
    }
}
