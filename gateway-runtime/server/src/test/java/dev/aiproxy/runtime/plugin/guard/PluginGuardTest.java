package dev.aiproxy.runtime.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.runtime.config.Redaction;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PluginGuardTest {
    private final ClassLoader inside = new ClassLoader(null) {};
    private final PluginGuard guard = new PluginGuard("acme", inside, new PluginWatch());

    @Test
    void valuesPass() {
        int one = guard.call("one argument", List<String>::size, List.of("a"));
        String two = guard.call("two arguments", String::concat, "a", "b");
        String three = guard.call("three arguments", String::substring, "abc", 1, 2);

        assertThat(one).isEqualTo(1);
        assertThat(two).isEqualTo("ab");
        assertThat(three).isEqualTo("b");
        assertThat(guard.health().faults()).isZero();
    }

    @Test
    void whateverEscapesNamesPluginAndCall() {
        Supplier<String> broken = () -> {
            throw new StackOverflowError("deep");
        };

        assertThatThrownBy(() -> guard.call("provider.prepare", Supplier::get, broken))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PLUGIN_FAULT))
                .hasMessage("plugin 'acme' failed in provider.prepare: java.lang.StackOverflowError")
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(guard.health().faults()).isOne();
    }

    @Test
    void messageOfTheExceptionIsNotShownToClients() {
        Runnable broken = () -> {
            throw new IllegalStateException("key sk-123");
        };

        assertThatThrownBy(() -> guard.run("provider.shape", Runnable::run, broken))
                .hasMessageNotContaining("sk-123");
    }

    @Test
    void failureKeepsNoSecretOfTheConfiguration() {
        PluginWatch watch = new PluginWatch();
        watch.hide(Redaction.of(Stream.of(Secret.of("canary-key"))));
        PluginGuard telling = new PluginGuard("acme", inside, watch);
        Runnable broken = () -> {
            throw new IllegalStateException("with canary-key");
        };
        Runnable refusing = () -> {
            throw GatewayException.invalid("model", "not for canary-key");
        };

        assertThatThrownBy(() -> telling.run("provider.shape", Runnable::run, broken))
                .cause()
                .hasMessage("java.lang.IllegalStateException: with ***");
        assertThatThrownBy(() -> telling.run("provider.shape", Runnable::run, refusing))
                .hasMessage("not for ***");
    }

    @Test
    void nullIsAFaultOnce() {
        Supplier<String> empty = PluginGuardTest::nothing;

        assertThatThrownBy(() -> guard.call("provider.prepare", Supplier::get, empty))
                .hasMessage("plugin 'acme' failed in provider.prepare: it returned null");
        assertThat(guard.health().faults()).isOne();
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void gatewayExceptionPassesAndIsNoFault() {
        GatewayException refusal = GatewayException.invalid("messages", "too few");

        assertThatThrownBy(() -> guard.runBlocking("provider.chat", () -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(guard.health().faults()).isZero();
    }

    @Test
    void interruptionPasses() {
        assertThatThrownBy(() -> guard.runBlocking("provider.chat", () -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(guard.health().faults()).isZero();
    }

    @Test
    void contextClassLoaderIsThePluginsInside() {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();

        ClassLoader seen = guard.call("anything", Thread::getContextClassLoader, thread);

        assertThat(seen).isSameAs(inside);
        assertThat(thread.getContextClassLoader()).isSameAs(outside);
    }
}
