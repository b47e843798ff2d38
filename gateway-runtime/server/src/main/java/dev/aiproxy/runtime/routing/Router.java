package dev.aiproxy.runtime.routing;

import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.ModelMapping;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which candidates serve a model, and in which order they are tried. Immutable but for the turns of the round robin.
 *
 * <p>A model is looked for among the models that credentials list (under their alias or id, with or without the credential's
 * prefix), and only if none lists it among those that a provider claims by itself.
 */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final List<Offer> offers;
    private final Map<String, List<Candidate>> listed = new LinkedHashMap<>();
    private final Map<String, ListedModel> catalog = new LinkedHashMap<>();
    private final boolean roundRobin;
    private final Map<Object, AtomicInteger> turns = new ConcurrentHashMap<>();

    /** A credential together with its provider. */
    public record Offer(ProviderEntry provider, CredentialConfig credential) {}

    /** A model to be shown in lists. */
    public record ListedModel(String name, String provider) {}

    /**
     * A router.
     *
     * @param offers every enabled credential, in the order of the configuration
     */
    public Router(List<Offer> offers, boolean roundRobin) {
        this.offers = List.copyOf(offers);
        this.roundRobin = roundRobin;
        for (Offer offer : this.offers) {
            for (ModelMapping model : offer.credential().models()) {
                list(offer, model);
            }
        }
        this.offers.forEach(this::catalogue);
    }

    /** The candidates for a model in the order to try them; empty if nobody serves it. */
    public List<Candidate> candidates(String model) {
        List<Candidate> found = listed.getOrDefault(model, List.of());
        if (!found.isEmpty()) {
            return inTurn(found, model);
        }
        List<Candidate> claimed = claimed(model);
        return inTurn(claimed, claimed.stream().map(Candidate::credential).toList());
    }

    /** Every candidate for an operation that names no model. */
    public List<Candidate> all() {
        return offers.stream()
                .map(offer -> new Candidate(offer.provider(), offer.credential(), ""))
                .toList();
    }

    /** Models to show, in the order of the configuration; a name stands once. */
    public List<ListedModel> models() {
        return List.copyOf(catalog.values());
    }

    /** Known names that resemble an unknown one, best first. */
    public List<String> nearest(String model) {
        Set<String> known = new LinkedHashSet<>(catalog.keySet());
        known.addAll(listed.keySet());
        return ModelNames.nearest(model, known);
    }

    private void list(Offer offer, ModelMapping model) {
        if (excluded(offer.credential(), model.id())) {
            return;
        }
        Candidate candidate = new Candidate(offer.provider(), offer.credential(), model.id());
        String prefix = offer.credential().prefix();
        for (String name : names(model)) {
            add(name, candidate);
            if (!prefix.isEmpty()) {
                add(prefix + name, candidate);
            }
        }
    }

    private void add(String name, Candidate candidate) {
        List<Candidate> candidates = listed.computeIfAbsent(name, unseen -> new ArrayList<>());
        if (!candidates.contains(candidate)) {
            candidates.add(candidate);
        }
    }

    private void catalogue(Offer offer) {
        String prefix = offer.credential().prefix();
        for (String name : shown(offer)) {
            catalog.putIfAbsent(
                    prefix + name,
                    new ListedModel(prefix + name, offer.provider().id()));
        }
    }

    private static List<String> shown(Offer offer) {
        CredentialConfig credential = offer.credential();
        if (credential.models().isEmpty()) {
            return offer.provider().instance().models();
        }
        return credential.models().stream()
                .filter(model -> !excluded(credential, model.id()))
                .map(ModelMapping::alias)
                .toList();
    }

    private List<Candidate> claimed(String model) {
        List<Candidate> candidates = new ArrayList<>();
        for (Offer offer : offers) {
            String upstreamModel = claimedAs(offer, model);
            if (upstreamModel != null) {
                candidates.add(new Candidate(offer.provider(), offer.credential(), upstreamModel));
            }
        }
        return candidates;
    }

    private static @Nullable String claimedAs(Offer offer, String model) {
        CredentialConfig credential = offer.credential();
        if (!credential.models().isEmpty()) {
            return null;
        }
        String prefix = credential.prefix();
        String name = model.startsWith(prefix) ? model.substring(prefix.length()) : model;
        if (name.isEmpty() || excluded(credential, name)) {
            return null;
        }
        return claims(offer.provider(), name) ? name : null;
    }

    /** A provider that fails at this question claims nothing, so that it does not stand between others and their models. */
    private static boolean claims(ProviderEntry provider, String model) {
        try {
            return provider.instance().models().contains(model)
                    || provider.instance().claims(model);
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("plugin '{}' failed when asked whether it serves a model", provider.pluginId(), fault);
            return false;
        }
    }

    /** @param turn what takes turns on its own; never a name that only a client knows, because turns are kept */
    private List<Candidate> inTurn(List<Candidate> candidates, Object turn) {
        if (!roundRobin || candidates.size() < 2) {
            return candidates;
        }
        AtomicInteger next = turns.computeIfAbsent(turn, unseen -> new AtomicInteger());
        int first = Math.floorMod(next.getAndIncrement(), candidates.size());
        List<Candidate> rotated = new ArrayList<>(candidates.size());
        rotated.addAll(candidates.subList(first, candidates.size()));
        rotated.addAll(candidates.subList(0, first));
        return rotated;
    }

    private static List<String> names(ModelMapping model) {
        String alias = model.alias();
        return alias.equals(model.id()) ? List.of(alias) : List.of(alias, model.id());
    }

    private static boolean excluded(CredentialConfig credential, String model) {
        return credential.excludedModels().stream().anyMatch(pattern -> ModelNames.matches(pattern, model));
    }
}
