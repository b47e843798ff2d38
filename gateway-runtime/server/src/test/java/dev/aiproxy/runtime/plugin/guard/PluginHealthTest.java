package dev.aiproxy.runtime.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.runtime.plugin.guard.PluginHealth.FaultLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PluginHealthTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final PluginHealth health = new PluginHealth("acme", nanos::get);

    @Test
    void faultsWithinTheWindowDisable() {
        health.limit(new FaultLimit(3, WINDOW));

        fail(2);
        assertThat(health.disabledReason()).isNull();
        fail(1);
        assertThat(health.disabledReason()).isEqualTo("it failed 3 times within 10 s");
    }

    @Test
    void faultsOfLongAgoDoNotCount() {
        health.limit(new FaultLimit(3, WINDOW));

        fail(2);
        nanos.addAndGet(WINDOW.toNanos() + 1);
        fail(2);

        assertThat(health.disabledReason()).isNull();
        assertThat(health.faults()).isEqualTo(4);
    }

    @Test
    void withoutALimitFaultsAreCountedOnly() {
        fail(1000);

        assertThat(health.disabledReason()).isNull();
        assertThat(health.figures().faults()).isEqualTo(1000);
    }

    @Test
    void enablingForgetsTheRecentFaults() {
        health.limit(new FaultLimit(3, WINDOW));
        fail(3);

        health.enable();
        fail(2);

        assertThat(health.disabledReason()).isNull();
    }

    @Test
    void disabledPluginLetsNothingNewIn() {
        PluginGuard guard = new PluginGuard("acme", getClass().getClassLoader(), new PluginWatch());
        guard.health().disable("the operator said so");

        assertThatThrownBy(guard::admit)
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.PLUGIN_DISABLED))
                .hasMessage("plugin 'acme' is disabled: the operator said so");
        assertThat(guard.call("what it has begun", String::length, "abc")).isEqualTo(3);
    }

    @Test
    void callsAreCountedAndTimed() {
        PluginGuard guard = new PluginGuard("acme", getClass().getClassLoader(), new PluginWatch());
        for (int i = 0; i < 1000; i++) {
            guard.call("length", String::length, "abc");
        }

        PluginHealth.Figures figures = guard.health().figures();
        assertThat(figures.calls()).isEqualTo(1000);
        assertThat(figures.p50()).isPositive();
        assertThat(figures.p99()).isGreaterThanOrEqualTo(figures.p50());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.failed();
        }
    }
}
