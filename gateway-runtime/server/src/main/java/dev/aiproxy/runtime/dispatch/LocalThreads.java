package dev.aiproxy.runtime.dispatch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for local providers: virtual ones where the JDK has them (21 and later), else a bounded pool. */
final class LocalThreads implements AutoCloseable {
    private static final int POOLED = 256;

    private final ExecutorService executor = virtual();

    /** @throws java.util.concurrent.RejectedExecutionException if every thread of the bounded pool is taken */
    Future<?> submit(Runnable task) {
        return executor.submit(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static ExecutorService virtual() {
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) factory.invokeExact();
        } catch (Throwable before21) {
            return pooled();
        }
    }

    private static ExecutorService pooled() {
        return new ThreadPoolExecutor(0, POOLED, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "local-provider");
            thread.setDaemon(true);
            return thread;
        });
    }
}
