package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.runtime.cli.Setup.Result.Ready;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.dispatch.OpenExchange;
import dev.aiproxy.runtime.plugin.LoadedPlugin;
import dev.aiproxy.runtime.plugin.PluginInfo;
import dev.aiproxy.runtime.plugin.PluginStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What serves now, and what served before and still has exchanges. Changed on one thread, read on any. */
final class Generations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("reload");

    private final Dispatcher dispatcher;
    private final ScheduledExecutorService thread;
    private final Map<Ready, Future<?>> draining = new ConcurrentHashMap<>();
    private volatile Ready current;

    /** @param thread where old generations are closed */
    Generations(Ready first, Dispatcher dispatcher, ScheduledExecutorService thread) {
        this.current = first;
        this.dispatcher = dispatcher;
        this.thread = thread;
    }

    Ready current() {
        return current;
    }

    /** The next one serves from now on; the one before is closed after its last exchange. */
    void advance(Ready next) {
        Ready old = current;
        current = next;
        long drain = next.config().plugins().drain().toMillis();
        draining.put(old, thread.schedule(() -> expire(old), drain, TimeUnit.MILLISECONDS));
        old.assembly().state().snapshot().retire(() -> left(old));
    }

    private void left(Ready old) {
        try {
            thread.execute(() -> close(old));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("closed with everything else: the gateway is stopping");
        }
    }

    private void close(Ready old) {
        Future<?> expiry = draining.remove(old);
        if (expiry != null) {
            expiry.cancel(false);
            old.close();
        }
    }

    /** The time-out for draining is over: exchanges that use plugins that no longer serve are ended. */
    private void expire(Ready old) {
        if (!draining.containsKey(old)) {
            return;
        }
        for (LoadedPlugin plugin : old.plugins().started()) {
            if (!current.plugins().started().contains(plugin)) {
                dispatcher.expire(
                        exchange -> uses(exchange, old, plugin),
                        "the plugin '" + plugin.id() + "' was replaced, and the time to finish is over: try again");
            }
        }
    }

    private static boolean uses(OpenExchange exchange, Ready generation, LoadedPlugin plugin) {
        return exchange.snapshot() == generation.assembly().state().snapshot()
                && (plugin.brings(exchange.clientFormat()) || serves(exchange.provider(), generation, plugin));
    }

    /** Whether the provider is the plugin's own, or speaks a format of the plugin's. */
    private static boolean serves(@Nullable String provider, Ready generation, LoadedPlugin plugin) {
        return provider != null
                && generation.plugins().providers().stream()
                        .filter(candidate -> candidate.spec().id().equals(provider))
                        .anyMatch(candidate -> candidate.plugin() == plugin
                                || candidate.spec().needs().stream().anyMatch(plugin::brings));
    }

    /** @param uncollected plugins ({@code id@version}) that were let go and are still in memory */
    List<PluginStatus> plugins(List<String> uncollected) {
        Ready now = current;
        List<OpenExchange> open = dispatcher.open();
        return now.plugins().plugins().stream()
                .map(info -> status(info, now, open, uncollected))
                .toList();
    }

    private PluginStatus status(PluginInfo info, Ready now, List<OpenExchange> open, List<String> uncollected) {
        Optional<LoadedPlugin> plugin = info.state() == PluginInfo.State.STARTED ? find(now, info) : Optional.empty();
        return new PluginStatus(
                info,
                Version.current(),
                plugin.map(loaded -> options(now, loaded)).orElse(List.of()),
                plugin.map(loaded -> loaded.guard().health().figures()).orElse(null),
                plugin.map(loaded -> inFlight(loaded, open)).orElse(0),
                draining(info, now, open),
                uncollected.stream()
                        .filter(name -> name.startsWith(info.id() + "@"))
                        .toList());
    }

    private static Optional<LoadedPlugin> find(Ready generation, PluginInfo info) {
        return generation.plugins().started().stream()
                .filter(plugin -> plugin.id().equals(info.id()))
                .findFirst();
    }

    private static List<String> options(Ready generation, LoadedPlugin plugin) {
        Set<String> names = new TreeSet<>();
        generation.plugins().providers().stream()
                .filter(provider -> provider.plugin() == plugin)
                .flatMap(provider -> declared(provider.spec()))
                .forEach(option -> names.add(option.name()));
        return List.copyOf(names);
    }

    private static Stream<OptionSpec> declared(ProviderSpec spec) {
        return Stream.concat(spec.topLevelOptions().stream(), spec.credentialOptions().stream());
    }

    /** Exchanges of any generation that use this very version. */
    private int inFlight(LoadedPlugin plugin, List<OpenExchange> open) {
        return (int) Stream.concat(Stream.of(current), draining.keySet().stream())
                .filter(generation -> generation.plugins().started().contains(plugin))
                .mapToLong(generation -> open.stream()
                        .filter(exchange -> uses(exchange, generation, plugin))
                        .count())
                .sum();
    }

    private List<PluginStatus.Draining> draining(PluginInfo info, Ready now, List<OpenExchange> open) {
        List<PluginStatus.Draining> old = new ArrayList<>();
        for (Ready generation : draining.keySet()) {
            find(generation, info)
                    .filter(plugin -> !now.plugins().started().contains(plugin))
                    .map(plugin -> new PluginStatus.Draining(plugin.version(), plugin.sha256(), inFlight(plugin, open)))
                    .filter(each -> !old.contains(each))
                    .ifPresent(old::add);
        }
        return old;
    }

    @Override
    public void close() {
        draining.keySet().forEach(this::close);
        current.close();
    }
}
