package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;

/** What a configuration says otherwise than the one that the listener was started with, and that cannot change while it runs. */
final class RestartNotes {
    private RestartNotes() {}

    static List<String> of(GatewayConfig started, GatewayConfig next) {
        List<String> notes = new ArrayList<>();
        note(notes, "host and port", started.listener(), next.listener());
        note(notes, "tls.enable and tls.http2", ofTls(started), ofTls(next));
        note(notes, "limits of connections and heads", ofListener(started), ofListener(next));
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

    private static void note(List<String> notes, String options, Object started, Object next) {
        if (!started.equals(next)) {
            notes.add("a change of " + options + " takes effect after a restart");
        }
    }
}
