package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.TestConfig;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import dev.aiproxy.runtime.routing.Router.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Routers on configurations with the sections {@code alpha} and {@code beta}, and what they give out. */
final class Offers {
    private Offers() {}

    static List<Offer> of(String yaml) {
        List<Offer> offers = new ArrayList<>();
        for (ProviderConfig provider : TestConfig.of(yaml).providers()) {
            String id = provider.providerId();
            ProviderEntry entry = new ProviderEntry(id, id, new FakeProvider(List.of(id + "-known"), id + "-"));
            provider.credentials().forEach(credential -> offers.add(new Offer(entry, credential)));
        }
        return offers;
    }

    static Router router(String yaml, String strategy, RoutingMemory memory) {
        return new Router(of(yaml), settings(strategy, false, Map.of()), memory);
    }

    static Router.Settings settings(String strategy, boolean forcePrefix, Map<String, List<String>> fallbacks) {
        return new Router.Settings(Strategies.named(strategy).orElseThrow(), forcePrefix, fallbacks);
    }

    static Choices choices(Router router, String model) {
        return router.choices(model, List.of(), any -> true, Operation.CHAT);
    }

    /** Leave to ask the next one. */
    static Optional<Permit> next(Choices choices) {
        return choices.next(any -> true);
    }

    /** Credential and upstream model of everyone who is left, in order. */
    static List<String> names(Choices choices) {
        return Stream.generate(() -> next(choices))
                .takeWhile(Optional::isPresent)
                .map(permit -> name(permit.orElseThrow()))
                .toList();
    }

    static String name(Permit permit) {
        Candidate candidate = permit.candidate();
        return candidate.credential().name() + " " + candidate.upstreamModel();
    }
}
