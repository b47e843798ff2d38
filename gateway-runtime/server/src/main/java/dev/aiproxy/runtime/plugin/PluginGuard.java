package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.util.concurrent.atomic.LongAdder;
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
 * inside, the thread's context class loader is the plugin's.
 *
 * <p>Give method references, not lambdas that capture: {@code guard.call("provider.prepare", HttpProvider::prepare, provider,
 * call)} allocates nothing.
 */
public final class PluginGuard {
    private static final Logger LOG = LoggerFactory.getLogger(PluginGuard.class);

    private final String pluginId;
    private final ClassLoader inside;
    private final LongAdder faults = new LongAdder();

    PluginGuard(String pluginId, ClassLoader inside) {
        this.pluginId = pluginId;
        this.inside = inside;
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

    /** A call that may throw anything, as local providers do. */
    @FunctionalInterface
    public interface Blocking {
        void run() throws Exception;
    }

    public String pluginId() {
        return pluginId;
    }

    /** How often the plugin has failed since it was loaded. */
    public long faults() {
        return faults.sum();
    }

    public <T, R> R call(String point, Function<T, R> method, T target) {
        ClassLoader outside = enter();
        try {
            return required(point, method.apply(target));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    public <T, A, R> R call(String point, BiFunction<T, A, R> method, T target, A argument) {
        ClassLoader outside = enter();
        try {
            return required(point, method.apply(target, argument));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    public <T, A, B, R> R call(String point, Call2<T, A, B, R> method, T target, A first, B second) {
        ClassLoader outside = enter();
        try {
            return required(point, method.apply(target, first, second));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    public <T, A, B, C, R> R call(String point, Call3<T, A, B, C, R> method, T target, A first, B second, C third) {
        ClassLoader outside = enter();
        try {
            return required(point, method.apply(target, first, second, third));
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    public <T> void run(String point, Consumer<T> method, T target) {
        ClassLoader outside = enter();
        try {
            method.accept(target);
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    public <T, A> void run(String point, BiConsumer<T, A> method, T target, A argument) {
        ClassLoader outside = enter();
        try {
            method.accept(target, argument);
        } catch (Throwable failure) {
            throw fault(point, failure);
        } finally {
            leave(outside);
        }
    }

    /**
     * Runs code that may block and be interrupted.
     *
     * @throws InterruptedException as it came
     */
    public void runBlocking(String point, Blocking body) throws InterruptedException {
        ClassLoader outside = enter();
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
            return known;
        }
        faults.increment();
        GatewayException named = named(point, failure.getClass().getName(), failure);
        LOG.warn("{}", named.getMessage(), failure);
        return named;
    }

    private <R> R required(String point, @Nullable R result) {
        if (result == null) {
            faults.increment();
            GatewayException named = named(point, "it returned null", null);
            LOG.warn("{}", named.getMessage());
            throw named;
        }
        return result;
    }

    private GatewayException named(String point, String what, @Nullable Throwable cause) {
        String message = "plugin '" + pluginId + "' failed in " + point + ": " + what;
        return new GatewayException(ErrorCode.PLUGIN_FAULT, message, cause);
    }

    @Nullable
    ClassLoader enter() {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();
        thread.setContextClassLoader(inside);
        return outside;
    }

    static void leave(@Nullable ClassLoader outside) {
        Thread.currentThread().setContextClassLoader(outside);
    }
}
