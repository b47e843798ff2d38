package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.plugin.PluginInfo;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the command line says when it gives up. */
final class Reports {
    static final int FAILED = 1;
    static final int WRONG = 2;

    private Reports() {}

    static int invalid(List<ConfigProblem> problems) {
        PrintStream err = System.err;
        problems.forEach(problem -> err.println(problem.render()));
        err.println(
                problems.size() == 1
                        ? "1 problem in the configuration"
                        : problems.size() + " problems in the configuration");
        return WRONG;
    }

    static int cannotStart(Throwable reason) {
        System.err.println("cannot start: " + described(reason));
        if (hasCause(reason, BindException.class)) {
            System.err.println("choose another port with --port, or stop what uses this one");
        }
        return FAILED;
    }

    /** How the state of a plugin is printed. */
    static String state(PluginInfo plugin) {
        String reason = plugin.reason() == null ? "" : ": " + plugin.reason();
        return plugin.state().name().toLowerCase(Locale.ROOT) + reason;
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** What failed, and the first cause of it. */
    private static @Nullable String described(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == thrown ? thrown.getMessage() : thrown.getMessage() + ": " + cause.getMessage();
    }
}
