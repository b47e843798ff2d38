package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.CredentialId;
import dev.aiproxy.runtime.routing.DiscoveredModels;
import dev.aiproxy.runtime.routing.Router.Offer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * Asks providers in the background which models they serve, for credentials that list none. Nobody waits for it; where a provider
 * does not answer, what it named last stays. Lives on one IO thread.
 */
public final class ModelDiscovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelDiscovery.class);

    private final Dispatcher dispatcher;
    private final XnioIoThread io;
    private final Supplier<Snapshot> current;
    private @Nullable Snapshot last;
    private volatile XnioExecutor.@Nullable Key timer;

    /** @param current the snapshot that serves now */
    public ModelDiscovery(Dispatcher dispatcher, XnioIoThread io, Supplier<Snapshot> current) {
        this.dispatcher = dispatcher;
        this.io = io;
        this.current = current;
    }

    /** Begins; returns at once. */
    public void start() {
        timer = io.executeAtInterval(this::look, 1, TimeUnit.SECONDS);
        io.execute(this::look);
    }

    private void look() {
        Snapshot snapshot = current.get();
        DiscoveredModels discovered = snapshot.router().memory().discovered();
        if (snapshot != last) {
            last = snapshot;
            discovered.retain(snapshot.router().offers().stream().map(Offer::id).collect(Collectors.toSet()));
        }
        for (Offer offer : snapshot.router().offers()) {
            if (offer.credential().discoversModels() && discovered.due(offer.id())) {
                ask(snapshot, offer);
            }
        }
    }

    private void ask(Snapshot snapshot, Offer offer) {
        if (!(offer.provider().instance() instanceof HttpProvider provider) || !snapshot.enter()) {
            return;
        }
        try {
            Optional<WireFormat> format = provider.format(Operation.MODELS, offer.credential(), "");
            if (format.isEmpty()) {
                snapshot.leave();
                return;
            }
            Candidate candidate = new Candidate(offer.provider(), offer.credential(), "");
            new ModelQuery(dispatcher, io, snapshot, candidate, format.get(), new Answer(snapshot, offer)).start();
        } catch (RuntimeException | LinkageError failed) {
            LOG.warn(
                    "provider {} cannot be asked for its models: {}",
                    offer.provider().id(),
                    failed.toString());
            snapshot.leave();
        }
    }

    /** What becomes of the answer to one query. */
    private final class Answer implements ModelQuery.Listener {
        private final Snapshot snapshot;
        private final Offer offer;

        Answer(Snapshot snapshot, Offer offer) {
            this.snapshot = snapshot;
            this.offer = offer;
        }

        @Override
        public void named(List<String> models) {
            CredentialId id = offer.id();
            boolean news = snapshot.router().memory().discovered().keep(id, models);
            snapshot.leave();
            if (news) {
                LOG.info(
                        "provider {} credential {} serves {} models",
                        offer.provider().id(),
                        offer.credential().name(),
                        models.size());
                dispatcher.worker().execute(() -> current.get().router().refresh());
            }
        }

        @Override
        public void failed(String reason) {
            LOG.info(
                    "provider {} credential {} did not tell its models: {}",
                    offer.provider().id(),
                    offer.credential().name(),
                    reason);
            snapshot.leave();
        }
    }

    /** Asks no more. */
    @Override
    public void close() {
        XnioExecutor.Key running = timer;
        if (running != null) {
            running.remove();
        }
    }
}
