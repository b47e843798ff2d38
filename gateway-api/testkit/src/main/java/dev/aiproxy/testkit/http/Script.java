package dev.aiproxy.testkit.http;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** What a fake upstream is to answer, and what it has seen. Shared by all its connections. */
final class Script {

    static final Function<RecordedRequest, Reply> UNSCRIPTED =
            request -> Reply.json(500, "{\"error\":{\"message\":\"the fake upstream has no reply for this request\"}}")
                    .header("X-Fake-Upstream", "unscripted");

    private final Queue<Reply> queued = new ConcurrentLinkedQueue<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<RecordedRequest> untaken = new LinkedBlockingQueue<>();
    private final List<Throwable> problems = new CopyOnWriteArrayList<>();
    private volatile Function<RecordedRequest, Reply> otherwise = UNSCRIPTED;

    void enqueue(Reply reply) {
        queued.add(reply);
    }

    void otherwise(Function<RecordedRequest, Reply> replies) {
        otherwise = replies;
    }

    Reply reply(RecordedRequest request) {
        Reply next = queued.poll();
        if (next != null) {
            return next;
        }
        try {
            return otherwise.apply(request);
        } catch (RuntimeException | AssertionError e) {
            problem(e);
            return Reply.status(500).header("X-Fake-Upstream", "failed").body(String.valueOf(e));
        }
    }

    void record(RecordedRequest request) {
        requests.add(request);
        untaken.add(request);
    }

    void problem(Throwable problem) {
        problems.add(problem);
    }

    List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    LinkedBlockingQueue<RecordedRequest> untaken() {
        return untaken;
    }

    List<Throwable> problems() {
        return List.copyOf(problems);
    }
}
