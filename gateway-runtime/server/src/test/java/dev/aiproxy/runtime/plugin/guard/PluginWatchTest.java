package dev.aiproxy.runtime.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PluginWatchTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PluginWatch watch = new PluginWatch(thread -> true);
    private final PluginGuard outer = new PluginGuard("outer", getClass().getClassLoader(), watch);
    private final PluginGuard inner = new PluginGuard("inner", getClass().getClassLoader(), watch);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void pluginThatDoesNotReturnIsNamedUntilItDoes() throws Exception {
        Future<?> hanging = thread.submit(() -> outer.run("prepare", PluginWatchTest::hang, this));
        inside.await();

        watch.look(0);
        watch.look(SECOND - 1);
        assertThat(watch.hanging()).isEmpty();
        watch.look(SECOND);
        assertThat(watch.hanging()).containsExactly(new PluginWatch.Hang("outer", "prepare"));

        release.countDown();
        hanging.get();
        watch.look(2 * SECOND);
        assertThat(watch.hanging()).isEmpty();
    }

    @Test
    void innermostPluginIsTheOneNamed() throws Exception {
        Runnable calledBack = () -> inner.run("write", PluginWatchTest::hang, this);
        thread.submit(() -> outer.run("read", Runnable::run, calledBack));
        inside.await();

        watch.look(0);
        watch.look(SECOND);

        assertThat(watch.hanging()).containsExactly(new PluginWatch.Hang("inner", "write"));
        release.countDown();
    }

    @Test
    void manyShortCallsAreNoHang() throws Exception {
        for (int second = 0; second < 5; second++) {
            thread.submit(() -> outer.call("length", String::length, "abc")).get();
            watch.look(second * SECOND);
        }

        assertThat(watch.hanging()).isEmpty();
    }

    @Test
    void threadRemembersNoPluginThatItHasLeft() throws Exception {
        Visits visits = thread.submit(() -> {
                    outer.call("length", String::length, "abc");
                    return watch.enter(outer, "again", getClass().getClassLoader());
                })
                .get();
        assertThat(visits.innermost()).isSameAs(outer);

        thread.submit(visits::leave).get();

        assertThat(visits.innermost()).isNull();
    }

    private void hang() {
        inside.countDown();
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
