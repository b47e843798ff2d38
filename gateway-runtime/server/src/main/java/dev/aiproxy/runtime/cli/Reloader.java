package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.cli.Setup.Result.Ready;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigFiles;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.plugin.PluginDirectory;
import dev.aiproxy.runtime.plugin.PluginStatus;
import dev.aiproxy.runtime.server.Control;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings changes of configuration and plugins into the running gateway: builds everything anew, validates it, swaps it in, and
 * lets the old one go after its last exchange. What is wrong leaves what serves alone. Everything happens on one thread of its
 * own.
 */
final class Reloader implements Control, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("reload");
    private static final Duration LOOK_EVERY = Duration.ofMillis(400);
    private static final Duration LAST_RELOAD = Duration.ofSeconds(10);

    private final Setup setup;
    private final ConfigSource source;
    private final CommandLineOverrides overrides;
    private final Consumer<Ready> swap;
    private final Generations generations;
    private final RunningListener listener;
    private final ChangeWatch configWatch;
    private final FileWatch fileWatch;
    private final ChangeWatch pluginWatch;
    private final Map<String, String> disabled = new HashMap<>();
    private final ScheduledExecutorService thread = ownThread();
    private volatile ConfigStatus status;
    private volatile boolean stopping;

    /**
     * @param workingDirectory where a {@code .env} is looked for
     * @param swap brings in what is valid, for every exchange from then on
     */
    Reloader(
            Setup setup,
            Setup.Wish wish,
            Path workingDirectory,
            Ready first,
            Consumer<Ready> swap,
            Dispatcher dispatcher) {
        this.setup = setup;
        this.source = wish.source();
        this.overrides = wish.overrides();
        this.swap = swap;
        this.generations = new Generations(first, dispatcher, thread);
        this.listener = new RunningListener(first.config());
        this.status = new ConfigStatus(first.config(), Instant.now(), List.of(), null, List.of());
        this.configWatch = new ChangeWatch(() -> ConfigFiles.look(source, workingDirectory));
        this.fileWatch = new FileWatch(first.files());
        this.pluginWatch = new ChangeWatch(this::pluginFiles);
    }

    private static ScheduledExecutorService ownThread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "reload");
            created.setDaemon(true);
            return created;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private Object pluginFiles() {
        GatewayConfig.Plugins plugins = generations.current().config().plugins();
        return plugins.watch() ? PluginDirectory.look(plugins.directory(), plugins.development()) : "not watched";
    }

    /** Begins to watch the files. */
    void start() {
        long period = LOOK_EVERY.toMillis();
        var unused = thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (stopping) {
            return;
        }
        try {
            boolean config = configWatch.changed();
            boolean files = fileWatch.changed();
            boolean plugins = pluginWatch.changed();
            if (config || files || plugins) {
                String what = files ? "a certificate or a key" : "the plugins folder";
                LOG.info("{} changed", config ? "the configuration" : what);
                load(Set.of());
            }
        } catch (RuntimeException | Error defect) {
            LOG.error("the change could not be brought in", defect);
        }
    }

    private Outcome load(Set<String> afresh) {
        if (stopping) {
            return failed("the gateway is stopping");
        }
        Setup.Result result =
                setup.load(new Setup.Wish(source, overrides, Map.copyOf(disabled), afresh), generations.current());
        if (result instanceof Setup.Result.Invalid invalid) {
            watch(invalid.files());
            return refuse(invalid.problems());
        }
        Outcome swapped = swap(listener.equip((Ready) result));
        watch(current().files());
        return swapped;
    }

    /** Beside the files of what serves those of what was refused: mending one may be all that is missing. */
    private void watch(Map<Path, String> read) {
        Set<Path> files = new HashSet<>(current().files().keySet());
        files.addAll(read.keySet());
        fileWatch.watch(files, read);
    }

    private Outcome refuse(List<ConfigProblem> problems) {
        LOG.error("the change is refused, what served before still serves");
        problems.forEach(problem -> LOG.error("{}", problem.render()));
        status = new ConfigStatus(status.config(), status.loadedAt(), status.pending(), Instant.now(), problems);
        return new Outcome(false, problems, List.of());
    }

    private Outcome swap(Ready next) {
        Ready old = generations.current();
        List<String> notes = listener.pending(next.config());
        LogSetup.apply(next.config().logging());
        swap.accept(next);
        generations.advance(next);
        status = new ConfigStatus(next.config(), Instant.now(), notes, null, List.of());
        next.config().warnings().stream()
                .filter(warning -> !old.config().warnings().contains(warning))
                .forEach(warning -> LOG.warn("{}", warning));
        notes.forEach(note -> LOG.warn("{}", note));
        LOG.info(
                "reloaded: {} plugins, {} models",
                next.plugins().started().size(),
                next.assembly().state().snapshot().router().models().size());
        return new Outcome(true, List.of(), notes);
    }

    @Override
    public List<PluginStatus> plugins() {
        return generations.plugins(setup.uncollected());
    }

    @Override
    public Outcome enable(String pluginId) {
        return onThread(() -> {
            disabled.remove(pluginId);
            generations.current().plugins().started().stream()
                    .filter(plugin -> plugin.id().equals(pluginId))
                    .forEach(plugin -> plugin.guard().health().enable());
            return load(Set.of());
        });
    }

    @Override
    public Outcome disable(String pluginId) {
        String reason = "disabled by the operator; POST /admin/plugins/" + pluginId + "/enable to undo";
        return onThread(() -> {
            disabled.put(pluginId, reason);
            return load(Set.of());
        });
    }

    @Override
    public Outcome reloadPlugin(String pluginId) {
        return onThread(() -> load(Set.of(pluginId)));
    }

    @Override
    public Outcome reload() {
        return onThread(() -> load(Set.of()));
    }

    @Override
    public ConfigStatus config() {
        return status;
    }

    @Override
    public Level logLevel() {
        return LogSetup.level();
    }

    @Override
    public void logLevel(Level level) {
        LogSetup.level(level);
        LOG.info("the log level is {} now", level);
    }

    /** What serves now. */
    Ready current() {
        return generations.current();
    }

    private Outcome onThread(Callable<Outcome> change) {
        try {
            return thread.submit(change).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        } catch (RejectedExecutionException | CancellationException stopped) {
            return failed("the gateway is stopping");
        } catch (ExecutionException defect) {
            LOG.error("the change could not be brought in", defect.getCause());
            return failed("the gateway failed at it; its log says more");
        }
    }

    private static Outcome failed(String message) {
        return new Outcome(false, List.of(new ConfigProblem("gateway", 0, 0, "", message, "")), List.of());
    }

    /**
     * Ends the watching and lets everything go, also what a reload that is under way brings in; no exchange may be open any more.
     * Blocks until then.
     */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.submit(generations::close).get(LAST_RELOAD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hanging) {
            LOG.warn(
                    "a reload, or a plugin that is closed, takes more than {} s and is left to itself",
                    LAST_RELOAD.toSeconds());
        } catch (ExecutionException defect) {
            LOG.error("what served could not be let go", defect.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow().forEach(Reloader::cancel);
    }

    /** Somebody may wait for it. */
    private static void cancel(Runnable neverRun) {
        if (neverRun instanceof Future<?> waitedFor) {
            waitedFor.cancel(false);
        }
    }
}
