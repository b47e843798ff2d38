package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a new configuration changes that cannot change while the gateway runs. */
final class RestartNotes {
    private RestartNotes() {}

    static List<String> of(GatewayConfig now, GatewayConfig next) {
        List<String> notes = new ArrayList<>();
        note(notes, "host and port", now.listener(), next.listener());
        note(notes, "tls.enable and tls.http2", ofTls(now), ofTls(next));
        note(notes, "limits of connections and heads", ofListener(now), ofListener(next));
        return notes;
    }

    private static List<Object> ofTls(GatewayConfig config) {
        return config.tls() == null ? List.of() : List.of(config.tls().http2());
    }

    private static List<Object> ofListener(GatewayConfig config) {
        GatewayConfig.Limits limits = config.limits();
        return List.of(
                limits.maxConnections(),
                limits.headerBytes(),
                limits.timeouts().head(),
                limits.timeouts().idle());
    }

    private static void note(List<String> notes, String options, @Nullable Object now, @Nullable Object next) {
        if (!Objects.equals(now, next)) {
            notes.add("a change of " + options + " takes effect after a restart");
        }
    }
}
