package dev.aiproxy.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.server.Control;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a gateway without any plugin starts and ends. */
@Timeout(30)
final class GatewayTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void gatewayThatIsStoppedCanBeClosed() throws Exception {
        Gateway gateway = start(0);
        int port = gateway.address().getPort();
        gateway.shutDown();

        gateway.close();

        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void gatewayWhosePortIsTakenLeavesNoThreadBehind() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort())).hasMessageContaining("cannot listen on 127.0.0.1");
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("reload") && thread.isAlive())
                .isEmpty();
    }

    @Test
    void reloadUnderWayIsOverBeforeTheGatewayIs() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean loaded = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        Gateway gateway = start(0, () -> {
            if (looks.getAndIncrement() > 1) { // the start looks twice
                underWay.countDown();
                await(goOn);
                loaded.set(true);
            }
            return Surroundings.of(Map.of(), folder, folder);
        });
        CompletableFuture<Control.Outcome> reload = CompletableFuture.supplyAsync(gateway.control()::reload);
        await(underWay);
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> {
            gateway.close();
            return loaded.get();
        });
        CompletableFuture<Control.Outcome> late = CompletableFuture.supplyAsync(gateway.control()::reload);
        assertThat(closed).isNotDone();

        goOn.countDown();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reload.get(20, TimeUnit.SECONDS).applied()).isTrue();
        late.get(20, TimeUnit.SECONDS); // whatever it comes to, nobody waits for it for ever
        assertThat(gateway.control().reload().applied()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{host: 127.0.0.1, port: 1} | host and port",
                "{host: 127.0.0.1, port: 0, limits: {max-connections: 7}} | limits of connections and heads"
            })
    void changeThatWaitsForARestartIsReportedUntilItIsTakenBack(String changed, String named) throws Exception {
        String before = "{host: 127.0.0.1, port: 0}";
        Path file = Files.writeString(folder.resolve("config.yaml"), before);
        try (Gateway gateway = start(new ConfigSource.File(file))) {
            Control control = gateway.control();
            Files.writeString(file, changed);
            for (int i = 0; i < 2; i++) {
                assertThat(control.reload().notes()).singleElement(STRING).contains(named);
                assertThat(control.config().pending()).singleElement(STRING).contains(named);
            }
            Files.writeString(file, "prot: 1");
            assertThat(control.reload().applied()).isFalse();
            assertThat(control.config().pending()).hasSize(1);

            Files.writeString(file, before);

            assertThat(control.reload().notes()).isEmpty();
            assertThat(control.config().pending()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private Gateway start(int port) throws InvalidConfigurationException {
        return start(port, () -> Surroundings.of(Map.of(), folder, folder));
    }

    private Gateway start(int port, Supplier<Surroundings> surroundings) throws InvalidConfigurationException {
        return start(new ConfigSource.Text("test", "host: 127.0.0.1\nport: " + port + "\n"), surroundings);
    }

    private Gateway start(ConfigSource source) throws InvalidConfigurationException {
        return start(source, () -> Surroundings.of(Map.of(), folder, folder));
    }

    private Gateway start(ConfigSource source, Supplier<Surroundings> surroundings)
            throws InvalidConfigurationException {
        return Gateway.start(new Gateway.Parts(
                source,
                new CommandLineOverrides(null, null, null, null),
                surroundings,
                folder.resolve("work"),
                UpstreamSettings.defaults(),
                List.of(),
                Clock.systemUTC()));
    }
}
