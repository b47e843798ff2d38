package dev.aiproxy.runtime.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by which operators ask a server to read its configuration again. The JDK has no supported way to hear of a signal, so
 * this goes through {@code sun.misc.Signal} (module jdk.unsupported) by reflection; without it there is just no such signal.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger("reload");

    private Hangup() {}

    /** From now on each SIGHUP runs the action, on a thread of the JDK's. */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hears = Proxy.newProxyInstance(
                    Hangup.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Object hangup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangup, hears);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException absent) {
            LOG.debug("SIGHUP is not available here", absent);
        }
    }
}
