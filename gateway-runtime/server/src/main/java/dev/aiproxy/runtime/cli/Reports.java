package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.ConfigProblem;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
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

    static int cannotListen(InetSocketAddress address, Throwable reason) {
        System.err.println("cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + root(reason)
                + "; choose another port with --port or stop what uses it");
        return FAILED;
    }

    private static @Nullable String root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
