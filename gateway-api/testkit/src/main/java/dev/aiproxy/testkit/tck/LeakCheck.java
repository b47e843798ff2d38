package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether a plugin can be unloaded: it is loaded once more, called on a thread that lives on, as the gateway's threads do, and let go
 * of. What keeps its class loader alive then is a thread-local value, a thread of its own, or a registration with the JDK.
 */
final class LeakCheck {
    private static final int COLLECTIONS = 40;
    private static final long PAUSE_MILLIS = 50;
    private static final long PATIENCE_SECONDS = 30;

    private LeakCheck() {}

    /** Calls the plugin. */
    @FunctionalInterface
    interface Use {
        void call(OwnClassLoader plugin) throws Exception;
    }

    static void run(Class<?> plugin, Use use) throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        CompletableFuture<Reference<ClassLoader>> used = new CompletableFuture<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        used.complete(use(plugin, use, collected));
                        over.await();
                    } catch (Throwable failed) {
                        used.completeExceptionally(failed);
                    }
                },
                "tck-leaks");
        thread.setDaemon(true);
        thread.start();
        try {
            assertCollected(used.get(PATIENCE_SECONDS, TimeUnit.SECONDS), collected);
        } catch (ExecutionException failed) {
            throw new AssertionError("a call failed: " + failed.getCause(), failed.getCause());
        } finally {
            over.countDown();
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }

    private static void assertCollected(Reference<ClassLoader> loader, ReferenceQueue<ClassLoader> collected)
            throws InterruptedException {
        try {
            assertThat(isCollected(collected))
                    .as("whether the plugin's class loader could be collected, while a thread that had called it lived")
                    .isTrue();
        } finally {
            Reference.reachabilityFence(loader);
        }
    }

    private static Reference<ClassLoader> use(Class<?> plugin, Use use, ReferenceQueue<ClassLoader> collected)
            throws Exception {
        try (OwnClassLoader loader = OwnClassLoader.beside(plugin)) {
            use.call(loader);
            return new PhantomReference<>(loader, collected);
        }
    }

    private static boolean isCollected(ReferenceQueue<ClassLoader> collected) throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            if (collected.remove(PAUSE_MILLIS) != null) {
                return true;
            }
        }
        return false;
    }
}
