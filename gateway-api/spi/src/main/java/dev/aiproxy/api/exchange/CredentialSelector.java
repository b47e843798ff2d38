package dev.aiproxy.api.exchange;

import java.util.List;

/**
 * A way to choose among credentials, which {@code routing.strategy} asks for by name. It says only where to begin: health,
 * priorities and retries are the gateway's. Found with {@link java.util.ServiceLoader}; one instance per loaded plugin, used by
 * many threads at once, on IO threads: it must not block.
 *
 * <p>If it throws, the first credential is taken and a fault of the plugin is counted.
 */
public interface CredentialSelector {
    /**
     * The name in {@code routing.strategy}: lower-case words with dashes, not that of another strategy. Asked once, when the plugin
     * is loaded.
     */
    String name();

    /**
     * The credential to begin with. Asked again if that one is left alone for now, until it names the same twice in a row; then
     * the others follow in their order.
     *
     * @param choices credentials of equal priority that can serve the request, in the order of the configuration; at least two; the
     *     same list each time, as long as the configuration stays
     * @return its place in the list; any other number stands for the first
     */
    int select(List<Choice> choices);

    /**
     * A credential that can serve the request.
     *
     * @param provider the provider's id
     * @param credential the credential's name
     * @param upstreamModel the model as the provider knows it; empty for operations without one
     * @param weight the credential's share as the operator wishes it, 1 unless configured
     */
    record Choice(String provider, String credential, String upstreamModel, int weight) {}
}
