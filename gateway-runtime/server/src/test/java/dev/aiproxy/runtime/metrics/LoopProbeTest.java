package dev.aiproxy.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xnio.XnioExecutor;

final class LoopProbeTest {
    private final List<Long> lags = new ArrayList<>();
    private long now = 5;

    @Test
    void lateSignOfLifeIsMeasuredAndTheNextOneIsAwaited() {
        Loop loop = new Loop();
        LoopProbe probe = new LoopProbe(loop, lags::add, () -> now);
        probe.start();

        now += TimeUnit.MILLISECONDS.toNanos(1000);
        loop.tasks.remove().run();
        now += TimeUnit.MILLISECONDS.toNanos(1030);
        loop.tasks.remove().run();

        assertThat(lags).containsExactly(0L, 30_000L);
        assertThat(loop.tasks).hasSize(1);
    }

    @Test
    void threadThatHangsIsOverdue() {
        LoopProbe probe = new LoopProbe(new Loop(), lags::add, () -> now);
        probe.start();
        assertThat(probe.overdueNanos()).isZero();

        now += TimeUnit.SECONDS.toNanos(4);
        assertThat(probe.overdueNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void threadThatHasEndedIsNotOverdue() {
        Loop loop = new Loop();
        LoopProbe probe = new LoopProbe(loop, lags::add, () -> now);
        loop.ended = true;
        probe.start();

        now += TimeUnit.SECONDS.toNanos(4);
        assertThat(probe.overdueNanos()).isZero();
    }

    private final class Loop implements XnioExecutor {
        final Deque<Runnable> tasks = new ArrayDeque<>();
        boolean ended;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public @Nullable Key executeAfter(Runnable task, long time, TimeUnit unit) {
            if (ended) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
            return null;
        }

        @Override
        public @Nullable Key executeAtInterval(Runnable task, long time, TimeUnit unit) {
            return null;
        }
    }
}
