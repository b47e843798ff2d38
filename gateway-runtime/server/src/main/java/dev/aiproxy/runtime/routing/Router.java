package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which candidates serve a model, and in which order they are tried. One per snapshot; thread-safe.
 *
 * <p>A model is looked for among the models that credentials list (under their alias or id, with or without the credential's
 * prefix); only if none lists it, among those that providers have named when they were asked; and only if none has, among those
 * that a provider claims by itself.
 */
public final class Router {
    private final List<Offer> offers;
    private final Settings settings;
    private final RoutingMemory memory;
    private final Set<String> prefixes = new LinkedHashSet<>();
    private volatile RouteTable table;

    /** A credential together with its provider. */
    public record Offer(ProviderEntry provider, CredentialConfig credential) {
        /** The credential, over all snapshots. */
        public CredentialId id() {
            return CredentialId.of(provider.id(), credential);
        }
    }

    /** A model to be shown in lists. */
    public record ListedModel(String name, String provider) {}

    /**
     * How candidates are chosen.
     *
     * @param forcePrefix whether clients must put a configured prefix before each model
     * @param fallbacks for a model, those to try when all of its candidates fail
     */
    public record Settings(Strategy strategy, boolean forcePrefix, Map<String, List<String>> fallbacks) {
        public Settings {
            fallbacks = Map.copyOf(fallbacks);
        }
    }

    /**
     * A router.
     *
     * @param offers every enabled credential, in the order of the configuration
     * @param memory what is remembered over snapshots
     */
    public Router(List<Offer> offers, Settings settings, RoutingMemory memory) {
        this.offers = List.copyOf(offers);
        this.settings = settings;
        this.memory = memory;
        this.offers.forEach(offer -> prefixes.add(offer.credential().prefix()));
        prefixes.remove("");
        this.table = new RouteTable(this.offers, settings.forcePrefix(), memory);
    }

    /**
     * A way through the candidates for a model and, behind them, for those that stand in for it. Empty if nobody serves any.
     *
     * @param model empty for an operation without one: everybody is a candidate then
     * @param alternatives models that the client itself names for the case that this one fails
     * @param allowed what the client may use
     * @throws GatewayException {@link ErrorCode#INVALID_REQUEST} if the model lacks a prefix that it must have
     */
    public Choices choices(String model, List<String> alternatives, Predicate<String> allowed, Operation operation) {
        RouteTable routes = table;
        if (model.isEmpty()) {
            return choices(List.of(routes.everybody()), operation);
        }
        requirePrefix(model);
        List<String> fallbacks = settings.fallbacks().getOrDefault(model, List.of());
        if (alternatives.isEmpty() && fallbacks.isEmpty()) {
            return choices(List.of(routes.route(model)), operation);
        }
        List<Route> chain = Stream.of(List.of(model), alternatives, fallbacks)
                .flatMap(List::stream)
                .distinct()
                .filter(each -> each.equals(model) || allowed.test(each))
                .map(routes::route)
                .toList();
        return choices(chain, operation);
    }

    private Choices choices(List<Route> routes, Operation operation) {
        return new Choices(routes, settings.strategy(), memory.health(), operation);
    }

    private void requirePrefix(String model) {
        if (settings.forcePrefix() && prefixes.stream().noneMatch(model::startsWith)) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "the model '" + model + "' must begin with a prefix"
                            + (prefixes.isEmpty() ? "" : ": " + String.join(", ", prefixes)));
        }
    }

    /** Whether somebody serves this model, healthy or not. */
    public boolean serves(String model) {
        return !table.route(model).isEmpty();
    }

    /** Who serves this model, healthy or not, the first to be asked first. */
    public List<Candidate> candidates(String model) {
        return table.route(model).tiers().stream()
                .flatMap(tier -> tier.candidates().stream())
                .toList();
    }

    /** Every enabled credential, in the order of the configuration. */
    public List<Offer> offers() {
        return offers;
    }

    /** What is remembered over snapshots. */
    public RoutingMemory memory() {
        return memory;
    }

    /** Models to show, in the order of the configuration; a name stands once. */
    public List<ListedModel> models() {
        return table.models();
    }

    /** Every name by which clients may ask for a model that a credential lists, aliases and prefixed names included. */
    public Set<String> names() {
        return table.names();
    }

    /** Known names that resemble an unknown one, best first. */
    public List<String> nearest(String model) {
        return table.nearest(model);
    }

    /** Takes into account what providers have named since. */
    public void refresh() {
        table = new RouteTable(offers, settings.forcePrefix(), memory);
    }
}
