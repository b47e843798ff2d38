package dev.aiproxy.runtime.routing;

import dev.aiproxy.runtime.config.ModelMapping;
import dev.aiproxy.runtime.routing.Router.ListedModel;
import dev.aiproxy.runtime.routing.Router.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one configuration and of what providers have named so far. Immutable but for a bounded memory of the routes that
 * no list gives.
 */
final class RouteTable {
    private static final int REMEMBERED = 4096;
    private static final int LONGEST_REMEMBERED = 256;

    private final List<Serving> servings;
    private final RoutingMemory memory;
    private final Map<String, Route> listed = new LinkedHashMap<>();
    private final Map<String, Route> remembered = new ConcurrentHashMap<>();
    private final Map<String, ListedModel> catalog = new LinkedHashMap<>();
    private final Route everybody;

    RouteTable(List<Offer> offers, boolean forcePrefix, RoutingMemory memory) {
        this.memory = memory;
        this.servings = offers.stream()
                .map(offer -> new Serving(offer, memory.discovered().of(offer.id()), forcePrefix))
                .toList();
        Map<String, Set<Candidate>> byName = new LinkedHashMap<>();
        servings.forEach(serving -> list(serving, byName));
        byName.forEach((name, candidates) -> listed.put(name, route(name, candidates)));
        for (int i = 0; i < offers.size(); i++) {
            String provider = offers.get(i).provider().id();
            servings.get(i).shown().forEach(name -> catalog.putIfAbsent(name, new ListedModel(name, provider)));
        }
        this.everybody = route(
                "", servings.stream().map(serving -> serving.candidate("")).toList());
        memory.turns().tidy();
    }

    private static void list(Serving serving, Map<String, Set<Candidate>> byName) {
        for (ModelMapping model : serving.listed()) {
            Candidate candidate = serving.candidate(model.id());
            for (String name : serving.names(model)) {
                byName.computeIfAbsent(name, unseen -> new LinkedHashSet<>()).add(candidate);
            }
        }
    }

    private Route route(Object turns, Collection<Candidate> candidates) {
        return Route.of(turns, List.copyOf(candidates), memory.turns());
    }

    /** Who serves a model; nobody if it is unknown. */
    Route route(String model) {
        Route known = listed.get(model);
        if (known == null) {
            known = remembered.get(model);
        }
        return known == null ? unlisted(model) : known;
    }

    private Route unlisted(String model) {
        List<Candidate> candidates = those(serving -> serving.unlisted(model));
        if (candidates.isEmpty()) {
            candidates = those(serving -> serving.claimed(model));
        }
        if (candidates.isEmpty()) {
            return Route.NOWHERE;
        }
        Route route = route(candidates.stream().map(Candidate::id).toList(), candidates);
        remember(model, route);
        return route;
    }

    private List<Candidate> those(Function<Serving, @Nullable Candidate> answering) {
        List<Candidate> candidates = new ArrayList<>();
        for (Serving serving : servings) {
            Candidate candidate = answering.apply(serving);
            if (candidate != null) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    /** Clients can name any number of models; when there are too many, all are found anew. */
    private void remember(String model, Route route) {
        if (model.length() <= LONGEST_REMEMBERED) {
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            remembered.put(model, route);
        }
    }

    /** Everybody, for operations that name no model. */
    Route everybody() {
        return everybody;
    }

    List<ListedModel> models() {
        return List.copyOf(catalog.values());
    }

    /** Every name by which clients may ask for a listed model. */
    Set<String> names() {
        return Collections.unmodifiableSet(listed.keySet());
    }

    /** Known names that resemble an unknown one, best first. */
    List<String> nearest(String model) {
        Set<String> known = new LinkedHashSet<>(catalog.keySet());
        known.addAll(listed.keySet());
        return ModelNames.nearest(model, known);
    }
}
