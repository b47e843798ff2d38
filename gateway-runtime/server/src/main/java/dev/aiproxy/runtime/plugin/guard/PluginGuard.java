package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into a plugin's code: whatever escapes it, and a null where a value is due, becomes a {@link GatewayException} with
 * {@link ErrorCode#PLUGIN_FAULT} that names the plugin and the call, is logged and counted. A GatewayException passes. While
 * inside, the thread's context class loader is the plugin's, and the {@link PluginWatch} knows of it.
 *
 * <p>Give method references, not lambdas that capture: {@code guard.call("prepare", HttpProvider::prepare, provider, call)}
 * allocates nothing.
 */
public final class PluginGuard {
    private static final Logger LOG = LoggerFactory.getLogger(PluginGuard.class);

    private final String pluginId;
    private final ClassLoader inside;
    private final PluginWatch watch;
    private final PluginHealth health;

    /**
     * The guard of one loaded version of a plugin.
     *
     * @param inside the plugin's class loader
     */
    public PluginGuard(String pluginId, ClassLoader inside, PluginWatch watch) {
        this.pluginId = pluginId;
        this.inside = inside;
        this.watch = watch;
        this.health = new PluginHealth(pluginId, System::nanoTime);
    }

    /** A call with three arguments. */
    @FunctionalInterface
    public interface Call3<T, A, B, C, R> {
        R apply(T target, A first, B second, C third);
    }

    /** A call with two arguments. */
    @FunctionalInterface
    public interface Call2<T, A, B, R> {
        R apply(T target, A first, B second);
    }

    /** A call with two arguments and no result. */
    @FunctionalInterface
    public interface Run2<T, A, B> {
        void accept(T target, A first, B second);
    }

    /** A call that may throw anything, as local providers do. */
    @FunctionalInterface
    public interface Blocking {
        void run() throws Exception;
    }

    public String pluginId() {
        return pluginId;
    }

    /** How the plugin fares, and whether it is still asked. */
    public PluginHealth health() {
        return health;
    }

    /** Whether the object's class is the plugin's own, so that its methods are to be guarded. */
    boolean owns(Object object) {
        return object.getClass().getClassLoader() == inside;
    }

    /**
     * Lets new work in.
     *
     * @throws GatewayException {@link ErrorCode#PLUGIN_DISABLED} if the plugin is disabled
     */
    public void admit() {
        String reason = health.disabledReason();
        if (reason != null) {
            throw new GatewayException(ErrorCode.PLUGIN_DISABLED, "plugin '" + pluginId + "' is disabled: " + reason);
        }
    }

    public <T, R> R call(String point, Function<T, R> method, T target) {
        Visits visits = watch.enter(this, point, inside);
        try {
            return required(point, method.apply(target));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    public <T, A, R> R call(String point, BiFunction<T, A, R> method, T target, A argument) {
        Visits visits = watch.enter(this, point, inside);
        try {
            return required(point, method.apply(target, argument));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    public <T, A, B, R> R call(String point, Call2<T, A, B, R> method, T target, A first, B second) {
        Visits visits = watch.enter(this, point, inside);
        try {
            return required(point, method.apply(target, first, second));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    public <T, A, B, C, R> R call(String point, Call3<T, A, B, C, R> method, T target, A first, B second, C third) {
        Visits visits = watch.enter(this, point, inside);
        try {
            return required(point, method.apply(target, first, second, third));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    public <T> void run(String point, Consumer<T> method, T target) {
        Visits visits = watch.enter(this, point, inside);
        try {
            method.accept(target);
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    public <T, A> void run(String point, BiConsumer<T, A> method, T target, A argument) {
        Visits visits = watch.enter(this, point, inside);
        try {
            method.accept(target, argument);
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    public <T, A, B> void run(String point, Run2<T, A, B> method, T target, A first, B second) {
        Visits visits = watch.enter(this, point, inside);
        try {
            method.accept(target, first, second);
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            visits.leave();
        }
    }

    /**
     * Runs code that may block and be interrupted: it is counted, but neither timed nor watched.
     *
     * @throws InterruptedException as it came
     */
    public void runBlocking(String point, Blocking body) throws InterruptedException {
        ClassLoader outside = enter();
        health.called();
        try {
            body.run();
        } catch (InterruptedException over) {
            throw over;
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    /** What to throw for something that escaped the plugin elsewhere; a GatewayException is handed back as it is. */
    public GatewayException fault(String point, Throwable failure) {
        if (failure instanceof GatewayException known) {
            return watch.redaction().apply(known);
        }
        Throwable told = watch.redaction().apply(failure);
        GatewayException named = named(point, failure.getClass().getName(), told);
        if (interrupted(failure)) {
            LOG.debug("{}", named.getMessage(), told);
        } else {
            LOG.error("{}", named.getMessage(), told);
            health.failed();
        }
        return named;
    }

    /** Whether it was stopped from outside, which says nothing about the plugin. */
    private static boolean interrupted(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < 4; depth++) {
            if (link instanceof InterruptedException) {
                return true;
            }
            link = link.getCause();
        }
        return Thread.currentThread().isInterrupted();
    }

    private <R> R required(String point, @Nullable R result) {
        if (result == null) {
            GatewayException named = named(point, "it returned null", null);
            LOG.error("{}", named.getMessage());
            health.failed();
            throw named;
        }
        return result;
    }

    private GatewayException named(String point, String what, @Nullable Throwable cause) {
        String message = "plugin '" + pluginId + "' failed in " + point + ": " + what;
        return new GatewayException(ErrorCode.PLUGIN_FAULT, message, cause);
    }

    /** Makes the plugin's class loader the thread's; {@link #leave} undoes it. For what happens outside of exchanges. */
    public @Nullable ClassLoader enter() {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();
        thread.setContextClassLoader(inside);
        return outside;
    }

    public static void leave(@Nullable ClassLoader outside) {
        Thread.currentThread().setContextClassLoader(outside);
    }
}
