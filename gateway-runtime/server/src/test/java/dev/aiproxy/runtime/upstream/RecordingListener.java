package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Keeps what one exchange delivered, and fails on a call that the contract forbids. */
class RecordingListener implements UpstreamListener {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Thread io;
    private volatile int received;
    private volatile int batches;
    private volatile @Nullable ResponseHead head;
    private volatile @Nullable UpstreamFault fault;
    volatile @Nullable UpstreamExchange exchange;

    RecordingListener(Thread io) {
        this.io = io;
    }

    @Override
    public void head(ResponseHead answer) {
        check(head == null, "a second head");
        head = answer;
    }

    @Override
    public void data(ByteBuffer bytes) {
        check(head != null, "data before the head");
        synchronized (body) {
            while (bytes.hasRemaining()) {
                body.write(bytes.get());
                received++;
            }
        }
    }

    @Override
    public void batchEnd() {
        check(true, "");
        batches++;
    }

    @Override
    public void complete() {
        check(head != null, "complete before the head");
        ended.countDown();
    }

    @Override
    public void failed(UpstreamFault reason) {
        check(reason.headSeen() == (head != null), "headSeen is wrong");
        fault = reason;
        ended.countDown();
    }

    ResponseHead completed() {
        awaitEnd();
        assertThat(fault).isNull();
        ResponseHead answer = head;
        assertThat(answer).isNotNull();
        return java.util.Objects.requireNonNull(answer);
    }

    UpstreamFault fault() {
        awaitEnd();
        return java.util.Objects.requireNonNull(fault, "completed instead of failing");
    }

    String text() {
        synchronized (body) {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    byte[] bytes() {
        synchronized (body) {
            return body.toByteArray();
        }
    }

    int received() {
        return received;
    }

    int batches() {
        return batches;
    }

    boolean over() {
        return ended.getCount() == 0;
    }

    void awaitReceived(int atLeast) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> received >= atLeast);
    }

    private void awaitEnd() {
        try {
            assertThat(ended.await(15, TimeUnit.SECONDS))
                    .as("the exchange ended")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(violations).isEmpty();
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
        if (ended.getCount() == 0) {
            violations.add("a call after the end");
        }
        if (exchange == null) {
            violations.add("a call before send returned");
        }
        if (Thread.currentThread() != io) {
            violations.add("a call on " + Thread.currentThread());
        }
    }
}
