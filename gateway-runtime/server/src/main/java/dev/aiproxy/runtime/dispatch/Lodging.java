package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.ProviderConfig;

/** Decides where an exchange lives; rather too often in a lane of its own than too rarely. */
final class Lodging {
    private static final int READ_ON_IO_THREAD = 256 * 1024;

    private Lodging() {}

    static boolean onWorker(ExchangeRequest request) {
        Hooks hooks = request.snapshot().hooks();
        return hooks.blocking() || readsMuch(request, hooks) || meetsIsolated(request, hooks);
    }

    private static boolean readsMuch(ExchangeRequest request, Hooks hooks) {
        return !hooks.canonical().isEmpty()
                && request.facts().endpoint().operation().equals(Operation.CHAT)
                && request.body().length() > READ_ON_IO_THREAD;
    }

    /** An interceptor may send the request anywhere. */
    private static boolean meetsIsolated(ExchangeRequest request, Hooks hooks) {
        Hooks.Isolated isolated = hooks.isolated();
        if (isolated.isEmpty()) {
            return false;
        }
        String model = request.facts().requestedModel();
        return hooks.intercepting()
                || isolated.formats().contains(request.translator().format())
                || request.snapshot().config().providers().stream()
                        .filter(provider -> isolated.providers().contains(provider.providerId()))
                        .anyMatch(provider -> mayServe(provider, model));
    }

    private static boolean mayServe(ProviderConfig provider, String model) {
        return provider.credentials().stream().anyMatch(credential -> mayServe(credential, model));
    }

    /** A prefix may stand before the name. */
    private static boolean mayServe(CredentialConfig credential, String model) {
        return credential.models().isEmpty()
                || model.isEmpty()
                || credential.models().stream()
                        .anyMatch(listed -> model.endsWith(listed.alias()) || model.endsWith(listed.id()));
    }
}
