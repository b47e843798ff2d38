package dev.aiproxy.dist.hooks;

import dev.aiproxy.api.exchange.CredentialSelector;
import java.util.List;

/** Begins with the last credential, unless that one's name is odd. */
public final class LastCredential implements CredentialSelector {
    @Override
    public String name() {
        return "last-first";
    }

    @Override
    public int select(List<Choice> choices) {
        Choice last = choices.get(choices.size() - 1);
        if (last.credential().equals("odd")) {
            throw new IllegalStateException("odd");
        }
        return choices.size() - 1;
    }
}
