package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.CredentialSelector;
import java.util.List;

/**
 * A way to choose among credentials that a plugin brings.
 *
 * @param plugin whose it is
 * @param name what the selector said of itself when it was loaded
 * @param selector the one instance of this loaded plugin
 */
public record ContributedSelector(LoadedPlugin plugin, String name, CredentialSelector selector)
        implements Contribution {
    static ContributedSelector of(LoadedPlugin plugin, CredentialSelector selector) {
        String name = ExtensionPoint.answer(selector, "name()", selector.name());
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new Refusal("its routing strategy '" + name + "' is not named by lower-case words with dashes");
        }
        return new ContributedSelector(plugin, name, selector);
    }

    /** The place that the plugin names, 0 if it fails or names none. */
    public int select(List<CredentialSelector.Choice> choices) {
        try {
            int place = plugin.guard().call("select", CredentialSelector::select, selector, choices);
            return place >= 0 && place < choices.size() ? place : 0;
        } catch (GatewayException named) {
            return 0;
        }
    }

    @Override
    public List<String> claims() {
        return List.of("routing strategy '" + name + "'");
    }
}
