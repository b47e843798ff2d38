package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.TestConfig;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.Candidate.ProviderEntry;
import dev.aiproxy.runtime.routing.Choices;
import dev.aiproxy.runtime.routing.Router;
import dev.aiproxy.runtime.routing.Router.Offer;
import dev.aiproxy.runtime.routing.RoutingMemory;
import dev.aiproxy.runtime.routing.Strategies;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Candidates that are told apart, nothing more. */
final class Candidates {
    private static final Provider PROVIDER = new Provider();

    private Candidates() {}

    private static final class Provider implements LocalProvider {
        @Override
        public void chat(ChatRequest request, LocalCall call, ChatSink sink) {}
    }

    /** One per provider id; the same id may stand twice, for two credentials. */
    static List<Candidate> of(String... providerIds) {
        Choices choices = choices(router(providerIds));
        return Stream.generate(() -> choices.next(candidate -> true))
                .takeWhile(Optional::isPresent)
                .map(permit -> permit.orElseThrow().candidate())
                .toList();
    }

    /** The same candidates, in their order. */
    static Choices choices(String... providerIds) {
        return choices(router(providerIds));
    }

    private static Choices choices(Router router) {
        return router.choices("m", List.of(), model -> true, Operation.CHAT);
    }

    private static Router router(String... providerIds) {
        List<Offer> offers = new ArrayList<>();
        for (String providerId : providerIds) {
            ProviderConfig provider = TestConfig.of("alpha: [{ name: c%d, models: [m] }]".formatted(offers.size()))
                    .providers()
                    .get(0);
            offers.add(new Offer(
                    new ProviderEntry(providerId, providerId, PROVIDER),
                    provider.credentials().get(0)));
        }
        return new Router(
                offers,
                new Router.Settings(Strategies.named("fill-first").orElseThrow(), false, Map.of()),
                new RoutingMemory(Clock.systemUTC()));
    }
}
