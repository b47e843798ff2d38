package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(
        name = "serve",
        description = "Serves until it is told to stop. The same as no command.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("ai-proxy");

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--host", paramLabel = "H", description = "the address to listen on (default: 0.0.0.0)")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "P", description = "the port to listen on, 0 for any (default: 8317)")
    @Nullable
    String port;

    @Override
    public Integer call() throws Exception {
        Surroundings surroundings = Home.surroundings();
        ConfigLoader loader = new ConfigLoader(surroundings);
        ConfigSource source = loader.locate(common.config);
        CommandLineOverrides overrides = new CommandLineOverrides(host, port, common.plugins, common.logLevel);
        LogSetup.apply(loader.peek(source, overrides).logging());
        Gateway.Parts parts = new Gateway.Parts(
                source,
                overrides,
                Home::surroundings,
                Home.work(),
                UpstreamSettings.defaults(),
                List.of(),
                Clock.systemUTC());
        Gateway gateway;
        try {
            gateway = Gateway.start(parts);
        } catch (InvalidConfigurationException invalid) {
            return Reports.invalid(invalid.problems());
        } catch (RuntimeException refused) {
            return Reports.cannotStart(refused);
        }
        stopOnSignal(gateway);
        Hangup.handle(() -> gateway.control().reload());
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stopOnSignal(Gateway gateway) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(gateway), "shutdown"));
    }

    private static void shutDown(Gateway gateway) {
        LOG.info(
                "shutting down: open requests may take up to {} s",
                gateway.config().timeouts().shutdown().toSeconds());
        gateway.shutDown();
        LOG.info("stopped");
        Runtime.getRuntime().halt(0);
    }
}
