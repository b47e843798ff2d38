package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;

/** A plugin's listener behind its guard. */
record GuardedUsageListener(PluginGuard guard, UsageListener plugin, boolean blocking) implements UsageListener {
    @Override
    public void finished(ExchangeRecord exchange) {
        guard.admit();
        guard.run("finished", UsageListener::finished, plugin, exchange);
    }
}
