package dev.aiproxy.runtime.routing;

/**
 * What cools down: a provider, a credential, or a credential for one model.
 *
 * @param fingerprint empty for the whole provider
 * @param model empty for every model; see {@link #model}
 */
record Scope(String provider, String fingerprint, String model) {
    private static final String OTHER_MODEL = "-";

    static Scope provider(CredentialId id) {
        return new Scope(id.provider(), "", "");
    }

    static Scope credential(CredentialId id) {
        return new Scope(id.provider(), id.fingerprint(), "");
    }

    /** @param model the upstream's name, perhaps with an operation; empty for calls without a model */
    static Scope model(CredentialId id, String model) {
        return new Scope(id.provider(), id.fingerprint(), model.isEmpty() ? OTHER_MODEL : model);
    }

    boolean belongsTo(CredentialId id) {
        return provider.equals(id.provider()) && (fingerprint.isEmpty() || fingerprint.equals(id.fingerprint()));
    }
}
