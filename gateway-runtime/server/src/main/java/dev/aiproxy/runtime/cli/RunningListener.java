package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.cli.Setup.Result.Ready;
import dev.aiproxy.runtime.config.ConfigFiles;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.server.TlsIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener as it was started: what a later configuration says otherwise waits for a restart. Not thread-safe. */
final class RunningListener {
    private static final Logger LOG = LoggerFactory.getLogger("reload");

    private final GatewayConfig started;
    private GatewayConfig.@Nullable Tls identity;

    RunningListener(GatewayConfig started) {
        this.started = started;
        this.identity = started.tls();
    }

    /** What of a configuration takes effect after a restart only. */
    List<String> pending(GatewayConfig next) {
        return RestartNotes.of(started, next);
    }

    /**
     * What is loaded, with an identity for a listener that goes on to speak TLS although the configuration has switched it off for the
     * next start: that of the files which were named last, whose renewal must not be missed until then.
     */
    Ready equip(Ready next) {
        GatewayConfig.Tls named = next.config().tls();
        if (identity == null || named != null) {
            identity = identity == null ? null : named;
            return next;
        }
        Map<Path, String> files = new HashMap<>(ConfigFiles.look(identity.files()));
        List<ConfigProblem> problems = new ArrayList<>();
        TlsIdentity renewed = TlsIdentity.read(identity, problems);
        problems.forEach(problem -> LOG.warn("the listener keeps its certificate: {}", problem.render()));
        files.putAll(next.files());
        return new Ready(next.config(), next.plugins(), next.assembly().with(renewed), files);
    }
}
