package dev.aiproxy.runtime.config;

/**
 * A key that a client may present.
 *
 * @param name safe to show; stands in logs and metrics
 * @param models what may be asked for with it
 * @param scope stands for the client where what is kept for one must not reach another; does not tell the key
 */
public record ClientKey(String name, KeyHash hash, ModelGlobs models, String scope) {
    ClientKey(String name, KeyHash hash, ModelGlobs models) {
        this(name, hash, models, hash.hex());
    }

    @Override
    public String toString() {
        return "ClientKey[" + name + "]";
    }
}
