package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.routing.Router;
import java.util.Map;

/**
 * Everything that decides how a request is served, made at once and swapped as one. An exchange keeps the snapshot that it
 * started with.
 *
 * @param translators by the format that they bring
 */
public record Snapshot(GatewayConfig config, Map<WireFormat, Translator> translators, Router router) {
    public Snapshot {
        translators = Map.copyOf(translators);
    }
}
