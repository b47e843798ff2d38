package dev.aiproxy.dist.hooks;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;

/** Takes note of each exchange; fails for the model {@code fails-usage}. */
public final class UsageHook implements UsageListener {
    @Override
    public void finished(ExchangeRecord exchange) {
        Notes.add("used " + exchange.requestedModel() + " " + exchange.status());
        if (exchange.requestedModel().equals("fails-usage")) {
            throw new IllegalStateException("secret detail");
        }
    }

    @Override
    public boolean blocking() {
        return true;
    }
}
