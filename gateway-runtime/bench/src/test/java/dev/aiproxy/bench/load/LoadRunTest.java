package dev.aiproxy.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoadRunTest {
    private static final long DRAIN_MILLIS = 5_000;

    @Test
    void answersThatAreOpenWhenTimeIsUpAreWaitedFor() throws IOException {
        try (TinyServer server = new TinyServer(200)) {
            LoadResult result = perform(order(server).withConnections(4).withMillis(50), DRAIN_MILLIS);

            assertThat(result.failed()).isZero();
            assertThat(result.completed()).isEqualTo(4);
            assertThat(result.inTime()).isZero();
            assertThat(result.total().count()).isEqualTo(4);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void answersInTimeAreWhatThroughputCounts() throws IOException {
        try (TinyServer server = new TinyServer(0)) {
            LoadResult result = perform(order(server).withConnections(2).withMillis(200), DRAIN_MILLIS);

            assertThat(result.failed()).isZero();
            assertThat(result.inTime()).isPositive().isLessThanOrEqualTo(result.completed());
            assertThat(result.completed() - result.inTime()).isLessThanOrEqualTo(2);
            assertThat(result.seconds()).isBetween(0.2, 2.0);
        }
    }

    @Test
    void answersThatNeverComeFailAfterTheTimeThatTheyWereWaitedFor() throws IOException {
        try (TinyServer server = new TinyServer(TinyServer.NEVER)) {
            LoadResult result = perform(order(server).withConnections(3).withMillis(50), 100);

            assertThat(result.completed()).isZero();
            assertThat(result.failed()).isEqualTo(3);
            assertThat(result.problem()).startsWith("no answer after ");
            assertThat(result.total().count()).isEqualTo(3);
            assertThat(result.total().p50()).isGreaterThanOrEqualTo(140_000);
        }
    }

    @Test
    void requestsThatFellDueDuringAStallAreSentAndTheirWaitCounts() throws IOException {
        try (TinyServer server = new TinyServer(20)) {
            LoadResult result =
                    perform(order(server).withConnections(1).withRate(100).withMillis(150), DRAIN_MILLIS);

            assertThat(result.failed()).isZero();
            assertThat(result.completed()).isEqualTo(15);
            assertThat(server.requests()).isEqualTo(15);
            assertThat(result.total().max()).isGreaterThanOrEqualTo(140_000);
        }
    }

    @Test
    void requestsThatCouldNotBeSentCountWithTheirAge() throws IOException {
        try (TinyServer server = new TinyServer(TinyServer.NEVER)) {
            LoadResult result =
                    perform(order(server).withConnections(1).withRate(100).withMillis(100), 100);

            assertThat(result.failed()).isEqualTo(10);
            assertThat(result.total().count()).isEqualTo(10);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void orderEndsWithItsNumberOfRequests() throws IOException {
        try (TinyServer server = new TinyServer(0)) {
            LoadResult result =
                    perform(order(server).withConnections(2).withRequests(7).withMillis(60_000), DRAIN_MILLIS);

            assertThat(result.completed()).isEqualTo(7);
            assertThat(result.inTime()).isEqualTo(7);
            assertThat(server.requests()).isEqualTo(7);
        }
    }

    @Test
    void requestsThatAreGivenUpAreNotWaitedFor() throws IOException {
        try (TinyServer server = new TinyServer(0)) {
            LoadSpec order = order(server).withMode(LoadMode.CANCEL).withVariants(5);

            LoadResult result = perform(order.withConnections(2).withRequests(5).withMillis(60_000), DRAIN_MILLIS);

            assertThat(result.failed()).isZero();
            assertThat(result.closedAt()).containsOnlyKeys(0, 1, 2, 3, 4);
        }
    }

    private static LoadSpec order(TinyServer server) {
        return LoadSpec.post(server.port(), "/", Map.of(), "");
    }

    private static LoadResult perform(LoadSpec spec, long drainMillis) throws IOException {
        try (LoadRun run = new LoadRun(spec, drainMillis)) {
            return run.perform();
        }
    }
}
