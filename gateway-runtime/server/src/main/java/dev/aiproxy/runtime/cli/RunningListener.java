package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.GatewayConfig;
import java.util.List;

/** The listener as it was started: what a later configuration says otherwise waits for a restart. */
final class RunningListener {
    private final GatewayConfig started;

    RunningListener(GatewayConfig started) {
        this.started = started;
    }

    /** What of a configuration takes effect after a restart only. */
    List<String> pending(GatewayConfig next) {
        return RestartNotes.of(started, next);
    }
}
